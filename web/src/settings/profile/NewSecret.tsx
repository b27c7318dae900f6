import { QRCodeSVG } from "qrcode.react"
import { useTranslation } from "react-i18next"
import { ask, onForm, refusals } from "../../accounts/allauth"
import { CodeField } from "../../accounts/CodeField"
import { CopyText } from "../../components/CopyText"
import { Form } from "../../components/Form"
import { firstCodes, type Secret } from "./factors"
import classes from "./TwoStep.module.css"

/** The secret on its way into the phone; a code shows that it has arrived. */
export function NewSecret({
  secret,
  totp_url,
  onOn,
}: Secret & { onOn: (codes: string[]) => Promise<void> }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className={classes.stepTitle}>{t("security:scan")}</h3>
      <p className={classes.text}>{t("security:scan_lead")}</p>
      <div className={classes.scan}>
        <div className={classes.qr}>
          <QRCodeSVG value={totp_url} size={168} title={t("security:qr")} />
        </div>
        <div className={classes.secret}>
          <span className={classes.meta}>{t("security:key")}</span>
          <CopyText text={secret} shown={secret.replace(/(.{4})(?=.)/g, "$1 ")} />
        </div>
      </div>
      <h3 className={classes.stepTitle}>{t("security:enter")}</h3>
      <Form
        color="green"
        submit={t("security:confirm")}
        send={async ({ code = "" }) => {
          const answer = await ask("POST", "account/authenticators/totp", {
            code: code.replace(/\s/g, ""),
          })
          const refused = onForm(refusals(t, answer), ["code"])
          if (refused) return refused
          await onOn(await firstCodes())
        }}
      >
        {(refused) => <CodeField label={t("security:code")} error={refused.code} />}
      </Form>
    </>
  )
}

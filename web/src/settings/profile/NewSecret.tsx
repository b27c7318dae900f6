import { useTranslation } from "react-i18next"
import { ask, onForm, refusals } from "../../accounts/allauth"
import { CodeField } from "../../accounts/CodeField"
import { CopyText } from "../../components/CopyText"
import { Form } from "../../components/Form"
import { firstCodes, type Secret } from "./factors"
import classes from "./TwoStep.module.css"

/** The secret on its way into the phone; a code shows that it has arrived. */
export function NewSecret({ secret, onOn }: Secret & { onOn: (codes: string[]) => Promise<void> }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className={classes.stepTitle}>{t("security:scan")}</h3>
      <p className={classes.text}>{t("security:scan_lead")}</p>
      <div className={classes.scan}>
        {/* Drawn for this key alone: the next one is another picture */}
        <img
          className={classes.qr}
          src={`/api/v1/me/two-step.svg?of=${secret.slice(-4)}`}
          width={180}
          height={180}
          alt={t("security:qr")}
        />
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

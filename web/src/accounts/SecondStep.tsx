import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation, useSearch } from "wouter"
import { Form } from "../components/Form"
import { AccountPage, Below } from "./AccountPage"
import classes from "./AccountPage.module.css"
import { ask, onForm, refusals, standing } from "./allauth"
import { CodeField } from "./CodeField"
import { enter, safeNext } from "./next"

/** After the password: a code from the phone, or one of the recovery codes. */
export function SecondStep() {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const next = safeNext(useSearch())
  const [recovering, setRecovering] = useState(false)
  const words = recovering ? "accounts:second_step.recovery" : "accounts:second_step.code"
  return (
    <AccountPage
      title={t("accounts:second_step.title")}
      lead={
        recovering ? t("accounts:second_step.recovery_lead") : t("accounts:second_step.code_lead")
      }
    >
      <Form
        wide
        submit={t("accounts:sign_in.submit")}
        send={async ({ code = "" }) => {
          const answer = await ask("POST", "auth/2fa/authenticate", {
            code: code.replace(/\s/g, ""),
          })
          // Nobody has given a password here, or it was too long ago
          if (answer.status === 409) {
            go("/signin")
            return undefined
          }
          const refused = onForm(refusals(t, answer), ["code"])
          if (refused) return refused
          if (standing(answer) === "signed_in") enter(next)
          else go("/signin")
        }}
      >
        {(refused) => <CodeField key={words} label={t(words)} error={refused.code} />}
      </Form>
      <Below>
        <button
          type="button"
          className={classes.link}
          onClick={() => setRecovering((before) => !before)}
        >
          {recovering ? t("accounts:second_step.use_app") : t("accounts:second_step.use_recovery")}
        </button>
      </Below>
      <Below>
        <Link href="/signin">{t("accounts:second_step.start_over")}</Link>
      </Below>
    </AccountPage>
  )
}

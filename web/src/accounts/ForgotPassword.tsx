import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useMaybeMe } from "../api/me"
import { Field } from "../components/Field"
import { Form } from "../components/Form"
import { AccountPage, Below } from "./AccountPage"
import { ask, onForm, refusals } from "./allauth"
import { MailHint } from "./MailHint"

export function ForgotPassword() {
  const { t } = useTranslation()
  const me = useMaybeMe()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const back = (
    <Below>
      <Link href="/signin">{t("accounts:to_sign_in")}</Link>
    </Below>
  )
  if (sentTo !== null)
    return (
      <AccountPage
        title={t("accounts:check_mail.title")}
        lead={t("accounts:forgot.sent", { email: sentTo })}
      >
        <MailHint error={me.error} />
        {back}
      </AccountPage>
    )
  return (
    <AccountPage title={t("accounts:forgot.title")} lead={t("accounts:forgot.lead")}>
      <Form
        wide
        submit={t("accounts:forgot.submit")}
        send={async ({ email = "" }) => {
          const answer = await ask("POST", "auth/password/request", { email })
          const refused = onForm(refusals(t, answer), ["email"])
          if (!refused) setSentTo(email)
          return refused
        }}
      >
        {(refused) => (
          <Field
            label={t("accounts:email")}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            autoFocus
            error={refused.email}
          />
        )}
      </Form>
      {back}
    </AccountPage>
  )
}

import { useTranslation } from "react-i18next"
import { Link, Redirect, useLocation, useSearch } from "wouter"
import { Field } from "../components/Field"
import { Form } from "../components/Form"
import { AccountPage, Below } from "./AccountPage"
import { ask, onForm, refusals, standing } from "./allauth"
import { enter } from "./next"

const fields = ["name", "workspace", "email", "password"]

export function SignUp() {
  const { t } = useTranslation()
  const token = new URLSearchParams(useSearch()).get("invitation")
  if (token) return <Redirect to={`/invitation/${encodeURIComponent(token)}`} replace />
  return (
    <AccountPage title={t("accounts:sign_up.title")} lead={t("accounts:sign_up.lead")}>
      <SignUpForm />
      <Below>
        {t("accounts:sign_up.have_account")}{" "}
        <Link href="/signin">{t("accounts:sign_up.sign_in")}</Link>
      </Below>
    </AccountPage>
  )
}

/** With an invitation the address is fixed and the workspace is there already. */
export function SignUpForm({ invitation }: { invitation?: { token: string; email: string } }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <Form
      wide
      submit={invitation ? t("accounts:invitation.join") : t("accounts:sign_up.submit")}
      send={async (values) => {
        const given = invitation ? { ...values, invitation: invitation.token } : values
        const answer = await ask("POST", "auth/signup", given)
        const refused = onForm(refusals(t, answer), fields)
        if (refused) return refused
        // Also where the address has an account: only its mailbox is told so
        if (standing(answer) === "signed_in") enter()
        else go("/verify-email", { state: { email: values.email } })
      }}
    >
      {(refused) => (
        <>
          <Field
            label={t("accounts:name")}
            name="name"
            autoComplete="name"
            maxLength={120}
            autoFocus
            error={refused.name}
          />
          {!invitation && (
            <Field
              label={t("accounts:workspace")}
              description={t("accounts:workspace_hint")}
              name="workspace"
              autoComplete="organization"
              maxLength={120}
              error={refused.workspace}
            />
          )}
          <Field
            label={t("accounts:email")}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            defaultValue={invitation?.email}
            readOnly={invitation !== undefined}
            error={refused.email}
          />
          <Field
            label={t("accounts:password")}
            description={t("accounts:password_hint")}
            name="password"
            type="password"
            autoComplete="new-password"
            error={refused.password}
          />
        </>
      )}
    </Form>
  )
}

import { useTranslation } from "react-i18next"
import { Link, useLocation, useSearch } from "wouter"
import { Field } from "../components/Field"
import { Form } from "../components/Form"
import { AccountPage, Below } from "./AccountPage"
import classes from "./AccountPage.module.css"
import { ask, onForm, refusals, standing } from "./allauth"
import { enter, safeNext, secondStep } from "./next"

export function SignIn() {
  const { t } = useTranslation()
  const search = useSearch()
  return (
    <AccountPage title={t("accounts:sign_in.title")}>
      <SignInForm next={safeNext(search)} />
      <Below>
        {t("accounts:sign_in.no_account")}{" "}
        <Link href="/signup">{t("accounts:sign_in.sign_up")}</Link>
      </Below>
    </AccountPage>
  )
}

/** `email` fixes the address: the one that an invitation is for. */
export function SignInForm({ next, email }: { next: string; email?: string }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <Form
      wide
      submit={t("accounts:sign_in.submit")}
      send={async ({ email = "", password }) => {
        const answer = await ask("POST", "auth/login", { email, password })
        const refused = onForm(refusals(t, answer), ["email", "password"])
        if (refused) return refused
        const where = standing(answer)
        if (where === "signed_in") enter(next)
        else if (where === "verify_email") go("/verify-email", { state: { email } })
        else if (where === "second_step") go(secondStep(next))
        else return { "": t("accounts:sign_in.unsupported") }
      }}
    >
      {(refused) => (
        <>
          <Field
            label={t("accounts:email")}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            autoFocus={!email}
            defaultValue={email}
            readOnly={email !== undefined}
            error={refused.email}
          />
          <div className={classes.passwordRow}>
            <Field
              label={t("accounts:password")}
              name="password"
              type="password"
              autoComplete="current-password"
              autoFocus={email !== undefined}
              error={refused.password}
            />
            <Link href="/reset-password" className={classes.forgot}>
              {t("accounts:sign_in.forgot")}
            </Link>
          </div>
        </>
      )}
    </Form>
  )
}

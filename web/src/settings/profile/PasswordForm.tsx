import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ask, onForm, refusals } from "../../accounts/allauth"
import { useMe } from "../../api/me"
import { Field } from "../../components/Field"
import { Form } from "../../components/Form"
import { Notice } from "../../components/Notice"

/** After a change the fields are empty again, and other browsers are signed out. */
export function PasswordForm() {
  const { t } = useTranslation()
  const { user } = useMe()
  const [changes, setChanges] = useState(0)
  return (
    <>
      <Form
        key={changes}
        color="green"
        submit={t("settings:password.submit")}
        send={async ({ current_password, new_password }) => {
          const answer = await ask("POST", "account/password/change", {
            current_password,
            new_password,
          })
          const refused = onForm(refusals(t, answer), ["current_password", "new_password"])
          if (!refused) setChanges((count) => count + 1)
          return refused
        }}
      >
        {(refused) => (
          <>
            <input type="hidden" autoComplete="username" value={user.email} readOnly />
            <Field
              label={t("settings:password.current")}
              name="current_password"
              type="password"
              autoComplete="current-password"
              error={refused.current_password}
            />
            <Field
              label={t("settings:password.new")}
              description={t("settings:password.hint")}
              name="new_password"
              type="password"
              autoComplete="new-password"
              error={refused.new_password}
            />
          </>
        )}
      </Form>
      {changes > 0 && <Notice tone="go">{t("settings:password.changed")}</Notice>}
    </>
  )
}

import { useTranslation } from "react-i18next"
import { ask, onForm, refusals } from "../../accounts/allauth"
import { useMe } from "../../api/me"
import { Field } from "../../components/Field"
import { Form } from "../../components/Form"
import classes from "./TwoStep.module.css"

interface Props {
  lead: string
  submit: string
  /** Once the password was right. */
  onRight: () => Promise<void>
}

/** Asked before anything about signing in is changed. */
export function PasswordStep({ lead, submit, onRight }: Props) {
  const { t } = useTranslation()
  const { user } = useMe()
  return (
    <>
      <p className={classes.text}>{lead}</p>
      <Form
        submit={submit}
        send={async ({ password }) => {
          const answer = await ask("POST", "auth/reauthenticate", { password })
          const refused = onForm(refusals(t, answer), ["password"])
          if (refused) return refused
          await onRight()
        }}
      >
        {(refused) => (
          <>
            <input type="hidden" autoComplete="username" value={user.email} readOnly />
            <Field
              label={t("security:password")}
              name="password"
              type="password"
              autoComplete="current-password"
              autoFocus
              error={refused.password}
            />
          </>
        )}
      </Form>
    </>
  )
}

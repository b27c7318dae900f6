import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { Field } from "../../components/Field"
import { Form } from "../../components/Form"
import { Notice } from "../../components/Notice"
import { invitationsQuery } from "../queries"
import classes from "./Members.module.css"
import { RoleSelect } from "./RoleSelect"

/** After one invitation the form is empty for the next. */
export function InviteForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { mail_to_files } = useMe()
  const [sent, setSent] = useState({ count: 0, email: "" })
  return (
    <>
      <Form
        key={sent.count}
        submit={t("settings:invite.submit")}
        send={async ({ email = "", role }) => {
          await api.post("/invitations", { email, role })
          await client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
          setSent(({ count }) => ({ count: count + 1, email }))
          return undefined
        }}
      >
        {(refused) => (
          <div className={classes.invite}>
            <Field
              label={t("settings:invite.email")}
              name="email"
              type="email"
              inputMode="email"
              autoComplete="off"
              error={refused.email}
            />
            <RoleSelect
              visible
              size="md"
              label={t("settings:members.role")}
              name="role"
              defaultValue="member"
            />
          </div>
        )}
      </Form>
      {sent.count > 0 && (
        <Notice tone="go">
          {t("settings:invite.sent", { email: sent.email })}
          {mail_to_files && <> {t("settings:invite.to_files")}</>}
        </Notice>
      )}
    </>
  )
}

import { Button } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ask, onForm, refusals } from "../../accounts/allauth"
import { useMe } from "../../api/me"
import { Field } from "../../components/Field"
import { Form } from "../../components/Form"
import { Notice } from "../../components/Notice"
import { wordError } from "../../i18n/codes"
import { addressesQuery, pendingAddress } from "./addresses"
import classes from "./Profile.module.css"

/** The address one signs in with. A new one takes its place once the link in its mail is opened. */
export function EmailAddress() {
  const { t } = useTranslation()
  const { user } = useMe()
  const [changing, setChanging] = useState(false)
  const { data, error } = useQuery(addressesQuery)
  const pending = pendingAddress(data ?? [])
  return (
    <>
      <div className={classes.address}>
        <strong>{user.email}</strong>
        {!changing && (
          <Button variant="default" size="xs" onClick={() => setChanging(true)}>
            {t("settings:email.change")}
          </Button>
        )}
      </div>
      {error && <Notice tone="red">{wordError(t, error)}</Notice>}
      {pending && <Pending email={pending.email} />}
      {changing && <ChangeForm onDone={() => setChanging(false)} />}
    </>
  )
}

function ChangeForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return (
    <Form
      submit={t("settings:email.send")}
      send={async ({ email }) => {
        const answer = await ask("POST", "account/email", { email })
        const refused = onForm(refusals(t, answer), ["email"])
        if (refused) return refused
        await client.invalidateQueries({ queryKey: addressesQuery.queryKey })
        onDone()
      }}
    >
      {(refused) => (
        <Field
          label={t("settings:email.new")}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoFocus
          error={refused.email}
        />
      )}
    </Form>
  )
}

function Pending({ email }: { email: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { mail_to_files } = useMe()
  const again = useMutation({ mutationFn: () => ask("PUT", "account/email", { email }) })
  const drop = useMutation({
    mutationFn: () => ask("DELETE", "account/email", { email }),
    onSettled: () => client.invalidateQueries({ queryKey: addressesQuery.queryKey }),
  })
  const error = again.error ?? drop.error
  return (
    <>
      <Notice tone="amber">
        {t("settings:email.pending", { email })}
        {mail_to_files && <> {t("settings:invite.to_files")}</>}
        <div className={classes.buttons}>
          <Button
            variant="default"
            size="xs"
            loading={again.isPending}
            disabled={again.isSuccess}
            onClick={() => again.mutate()}
          >
            {again.isSuccess ? t("settings:email.sent_again") : t("settings:email.resend")}
          </Button>
          <Button
            variant="default"
            size="xs"
            loading={drop.isPending}
            onClick={() => drop.mutate()}
          >
            {t("settings:email.drop")}
          </Button>
        </div>
      </Notice>
      {error && <Notice tone="red">{wordError(t, error)}</Notice>}
    </>
  )
}

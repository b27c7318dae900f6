import { Button } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { DestroyButton } from "../../components/DestroyButton"
import { Notice } from "../../components/Notice"
import { toast } from "../../components/toast"
import { wordError } from "../../i18n/codes"
import { formatDate } from "../../i18n/format"
import { invitationsQuery } from "../queries"
import { Section } from "../SettingsPage"
import type { Invitation } from "../types"
import classes from "./Members.module.css"

/** Those without an answer. Nothing is shown while there is none. */
export function Invitations() {
  const { t } = useTranslation()
  const { data, error } = useQuery(invitationsQuery)
  if (error) return <Notice tone="red">{wordError(t, error)}</Notice>
  if (!data || data.length === 0) return null
  return (
    <Section title={t("settings:invite.open")} flush>
      <ul className={classes.invitations}>
        {data.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Section>
  )
}

function Row({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { id, email, role, expired, expires_at, invited_by } = invitation
  const refresh = () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
  const again = useMutation({
    mutationFn: () => api.post("/invitations", { email, role }),
    onSuccess: () => toast({ text: t("settings:invite.sent", { email }) }),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
    onSettled: refresh,
  })
  const withdraw = async () => {
    await api.delete(`/invitations/${id}`)
    await refresh()
  }
  return (
    <li className={classes.invitation}>
      <div className={classes.names}>
        <span className={classes.name}>{email}</span>
        <span className={classes.email} data-expired={expired}>
          {t(`settings:role.${role}`)} · {t("settings:invite.by", { name: invited_by.name })} ·{" "}
          {expired
            ? t("settings:invite.expired")
            : t("settings:invite.until", { date: formatDate(expires_at) })}
        </span>
      </div>
      <Button
        variant="default"
        size="xs"
        loading={again.isPending}
        onClick={() => again.mutate()}
        aria-label={t("settings:invite.resend_to", { email })}
      >
        {t("settings:invite.resend")}
      </Button>
      <DestroyButton
        label={t("settings:invite.withdraw")}
        name={t("settings:invite.withdraw_from", { email })}
        title={t("settings:invite.withdraw_title", { email })}
        onConfirm={withdraw}
      >
        {t("settings:invite.withdraw_text")}
      </DestroyButton>
    </li>
  )
}

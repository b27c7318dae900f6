import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import { putChannel } from "../../inbox/caches"
import { workspaceQuery } from "../queries"
import { Section } from "../SettingsPage"
import type { Workspace } from "../types"
import classes from "./Messaging.module.css"

/** D-69: whose a conversation is after a reply. For the whole inbox. */
export function Assigning() {
  const { t } = useTranslation()
  const { data: workspace } = useQuery(workspaceQuery)
  if (!workspace) return null
  return (
    <Section
      title={t("settings:assigning.title")}
      lead={
        <>
          {t("settings:assigning.lead")}{" "}
          <Link href="/help/sections">{t("settings:assigning.help")}</Link>
        </>
      }
    >
      <AssignOnReply workspace={workspace} />
    </Section>
  )
}

function AssignOnReply({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (assign_on_reply: boolean) =>
      api.patch<Workspace>("/workspace", { assign_on_reply }),
    onSuccess: (changed) => client.setQueryData(workspaceQuery.queryKey, changed),
  })
  const [on, choose] = useChoice(workspace.assign_on_reply, change.mutateAsync)
  return (
    <>
      <Toggle
        checked={on}
        disabled={!member?.can_change_settings}
        onChange={choose}
        label={t("settings:assigning.on_reply")}
        description={t("settings:assigning.on_reply_text")}
      />
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </>
  )
}

/** H-10, D-66: on this channel nobody waits for who is away. */
export function ReturnWhenAway({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (return_when_away: boolean) =>
      api.patch<Channel>(`/channels/${channel.id}`, { return_when_away }),
    onSuccess: (changed) => putChannel(client, changed),
  })
  const [on, choose] = useChoice(channel.return_when_away, change.mutateAsync)
  return (
    <div className={classes.humanAgent}>
      <Toggle
        checked={on}
        disabled={!member?.can_change_settings}
        onChange={choose}
        label={t("settings:away.label")}
        description={t("settings:away.text")}
      />
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </div>
  )
}

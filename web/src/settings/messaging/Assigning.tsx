import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { workspaceQuery } from "../queries"
import { Section } from "../SettingsPage"
import type { Workspace } from "../types"
import { Switch } from "./Switch"
import { useChangeChannel } from "./useChangeChannel"

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
  const client = useQueryClient()
  const change = async (assign_on_reply: boolean) =>
    client.setQueryData(
      workspaceQuery.queryKey,
      await api.patch<Workspace>("/workspace", { assign_on_reply }),
    )
  return (
    <Switch
      checked={workspace.assign_on_reply}
      label={t("settings:assigning.on_reply")}
      description={t("settings:assigning.on_reply_text")}
      change={change}
    />
  )
}

/** H-10, D-66: on this channel nobody waits for who is away. */
export function ReturnWhenAway({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const change = useChangeChannel(channel)
  return (
    <Switch
      checked={channel.return_when_away}
      label={t("settings:away.label")}
      description={t("settings:away.text")}
      change={(return_when_away) => change({ return_when_away })}
    />
  )
}

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import { putChannel } from "../../inbox/caches"
import classes from "./Messaging.module.css"

/** Whether replies by hand may go out after the ordinary window (H-08). Said by a person: Meta does not tell. */
export function HumanAgent({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (human_agent: boolean) =>
      api.patch<Channel>(`/channels/${channel.id}`, { human_agent }),
    onSuccess: (changed) => putChannel(client, changed),
  })
  const [on, choose] = useChoice(channel.human_agent, change.mutateAsync)
  const params = {
    hours: channel.capabilities.window_hours ?? 24,
    days: channel.capabilities.extended_days ?? 7,
  }
  return (
    <div className={classes.humanAgent}>
      <Toggle
        checked={on}
        disabled={!member?.can_change_settings}
        onChange={choose}
        label={t("settings:human_agent.label")}
        description={
          on ? t("settings:human_agent.on", params) : t("settings:human_agent.off", params)
        }
      />
      {!member?.can_change_settings && (
        <p className={classes.quiet}>{t("settings:human_agent.no_access")}</p>
      )}
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </div>
  )
}

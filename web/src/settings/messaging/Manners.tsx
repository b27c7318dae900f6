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

/** What customers are shown besides messages: that somebody writes, and that theirs was looked at. */
export function Manners({ channel }: { channel: Channel }) {
  if (!channel.capabilities.signals) return null
  return (
    <>
      <One channel={channel} name="typing_indicator" />
      <One channel={channel} name="mark_seen" />
    </>
  )
}

function One({ channel, name }: { channel: Channel; name: "typing_indicator" | "mark_seen" }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (on: boolean) => api.patch<Channel>(`/channels/${channel.id}`, { [name]: on }),
    onSuccess: (changed) => putChannel(client, changed),
  })
  const [on, choose] = useChoice(channel[name], change.mutateAsync)
  return (
    <div className={classes.humanAgent}>
      <Toggle
        checked={on}
        disabled={!member?.can_change_settings}
        onChange={choose}
        label={t(`settings:manners.${name}.label`)}
        description={t(`settings:manners.${name}.text`)}
      />
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </div>
  )
}

import { useTranslation } from "react-i18next"
import type { Channel } from "../../api/types"
import { Switch } from "./Switch"
import { useChangeChannel } from "./useChangeChannel"

/** What customers are shown besides messages: that somebody writes, and that theirs was looked at. */
export function Manners({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const change = useChangeChannel(channel)
  if (!channel.capabilities.signals) return null
  return (["typing_indicator", "mark_seen"] as const).map((name) => (
    <Switch
      key={name}
      checked={channel[name]}
      label={t(`settings:manners.${name}.label`)}
      description={t(`settings:manners.${name}.text`)}
      change={(on) => change({ [name]: on })}
    />
  ))
}

import { useTranslation } from "react-i18next"
import type { Channel } from "../../api/types"
import { Switch } from "./Switch"
import { useChangeChannel } from "./useChangeChannel"

/** Whether replies by hand may go out after the ordinary window (H-08). Said by a person: Meta does not tell. */
export function HumanAgent({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const change = useChangeChannel(channel)
  const params = {
    hours: channel.capabilities.window_hours ?? 24,
    days: channel.capabilities.extended_days ?? 7,
  }
  return (
    <Switch
      checked={channel.human_agent}
      label={t("settings:human_agent.label")}
      description={(on) =>
        on ? t("settings:human_agent.on", params) : t("settings:human_agent.off", params)
      }
      noAccess={t("settings:human_agent.no_access")}
      change={(human_agent) => change({ human_agent })}
    />
  )
}

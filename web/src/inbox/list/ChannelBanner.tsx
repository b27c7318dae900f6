import { IconAlertTriangle, IconExternalLink } from "@tabler/icons-react"
import { Link } from "wouter"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { HelpLink } from "../../help/HelpLink"
import { wordCode } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { useChannels } from "../useChannels"
import classes from "./ChannelBanner.module.css"

/** Above the list while a channel needs a person: which one, why, and where it is put right (D-33, TS-15). */
export function ChannelBanner() {
  const troubled = useChannels().data?.filter(needsSomebody) ?? []
  if (troubled.length === 0) return null
  return (
    <div className={classes.banners} role="status">
      {troubled.map((channel) => (
        <Trouble key={channel.id} channel={channel} />
      ))}
    </div>
  )
}

/** One that ended at the provider needs somebody too; one that we disconnected ourselves has no problem. */
function needsSomebody({ state, problem }: Channel): boolean {
  return state === "attention" || (state === "disconnected" && problem !== null)
}

function Trouble({ channel }: { channel: Channel }) {
  const { t } = useWords()
  const { member } = useMe()
  const { name, problem, capabilities, installer } = channel
  const able = member?.role === "admin" || member?.id === installer.id
  const place = problem && capabilities.places[problem.code]
  return (
    <div className={classes.banner} data-testid="channel-trouble">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <strong className={classes.name}>{name}</strong>
        <p className={classes.why}>
          {wordCode(t, problem?.code ?? "channel_attention", { channel: name, ...problem?.params })}
        </p>
        <p className={classes.links}>
          {place && (
            <a href={place} target="_blank" rel="noopener noreferrer">
              {t("list:page_support")}
              <IconExternalLink size={12} aria-hidden />
            </a>
          )}
          {able ? (
            <Link href="/settings/messaging">{t("list:to_channel")}</Link>
          ) : (
            <span>{t("list:admins_know")}</span>
          )}
          <HelpLink code={problem?.code} />
        </p>
      </div>
    </div>
  )
}

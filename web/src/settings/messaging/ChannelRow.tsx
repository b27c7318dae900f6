import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Channel } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { Notice } from "../../components/Notice"
import { Time } from "../../components/Time"
import { wordCode } from "../../i18n/codes"
import { formatDate } from "../../i18n/format"
import type { Provider } from "../types"
import { ReturnWhenAway } from "./Assigning"
import classes from "./ChannelRow.module.css"
import { channelPath, choosePath, connectPath, helpPath, needsConnecting } from "./connecting"
import { Disconnect } from "./Disconnect"
import { HumanAgent } from "./HumanAgent"
import { Manners } from "./Manners"
import { StateWord } from "./StateWord"
import { VisibilityWord } from "./VisibilityWord"

interface Props {
  channel: Channel
  provider: Provider
  /** Names of what the provider still reports after it was disconnected here. */
  onLeft: (names: string[]) => void
}

/** One Page or number: is it well, who connected it, when it was last heard of. */
export function ChannelRow({ channel, provider, onLeft }: Props) {
  const { t } = useTranslation()
  return (
    <li className={classes.row}>
      <div className={classes.top}>
        <Avatar
          name={channel.name}
          picture={channel.picture_url}
          size={40}
          channel={{ icon: channel.capabilities.icon, name: channel.capabilities.label }}
        />
        <div className={classes.text}>
          <h3 className={classes.name} title={channel.name}>
            <Link href={channelPath(channel)} className={classes.link}>
              {channel.name}
            </Link>
          </h3>
          <p className={classes.meta}>
            <VisibilityWord visibility={channel.visibility} />
            <span>
              {channel.installer && channel.connected_at
                ? t("settings:channel.connected_by", {
                    name: channel.installer.name,
                    date: formatDate(channel.connected_at),
                  })
                : ""}
            </span>
            <span>
              {channel.last_event_at ? (
                <>
                  {t("settings:channel.last_heard")} <Time at={channel.last_event_at} />
                </>
              ) : (
                t("settings:channel.never_heard")
              )}
            </span>
            <Link
              href={channelPath(channel)}
              aria-label={t("channel:open_of", { name: channel.name })}
            >
              {t("channel:open")}
            </Link>
          </p>
        </div>
        <div className={classes.state}>
          <StateWord state={channel.state} />
          {provider.removable && channel.state !== "disconnected" && (
            <Disconnect channel={channel} provider={provider} onLeft={onLeft} />
          )}
        </div>
      </div>
      <Problem channel={channel} provider={provider} />
      {channel.state !== "disconnected" && channel.capabilities.extended_days !== null && (
        <HumanAgent channel={channel} />
      )}
      {channel.state !== "disconnected" && <Manners channel={channel} />}
      {channel.state !== "disconnected" && <ReturnWhenAway channel={channel} />}
    </li>
  )
}

function Problem({ channel, provider }: { channel: Channel; provider: Provider }) {
  const { t } = useTranslation()
  const { state, problem } = channel
  if (state === "connected") return null
  const code = problem?.code ?? "channel_disconnected"
  return (
    <Notice tone={state === "attention" || problem ? "amber" : "plain"}>
      <p className={classes.problem}>
        {wordCode(t, code, { channel: channel.name, ...problem?.params })}{" "}
        <Link href={helpPath(code)}>{t("settings:messaging.what_to_do")}</Link>
      </p>
      {provider.may_install && needsConnecting([channel]) && (
        <Button component={Link} href={connectPath(provider)} color="green" size="xs" mt={8}>
          {t("settings:messaging.connect_again")}
        </Button>
      )}
      {state === "disconnected" &&
        !problem &&
        provider.connection &&
        provider.refusal !== "not_admin" && (
          <Button
            component={Link}
            href={choosePath(provider.connection.id)}
            variant="default"
            size="xs"
            mt={8}
          >
            {t("settings:messaging.choose_pages")}
          </Button>
        )}
    </Notice>
  )
}

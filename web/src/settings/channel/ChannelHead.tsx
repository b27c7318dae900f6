import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Channel } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { CopyText } from "../../components/CopyText"
import { Notice } from "../../components/Notice"
import { wordCode } from "../../i18n/codes"
import { formatDate } from "../../i18n/format"
import { helpPath } from "../messaging/connecting"
import { StateWord } from "../messaging/StateWord"
import { VisibilityWord } from "../messaging/VisibilityWord"
import classes from "./Channel.module.css"

/** Which one it is, whose, and what is wrong with it if anything is. */
export function ChannelHead({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { capabilities, problem, state } = channel
  const code = problem?.code ?? "channel_disconnected"
  return (
    <header className={classes.head}>
      <div className={classes.who}>
        <Avatar
          name={channel.name}
          picture={channel.picture_url}
          size={56}
          channel={{ icon: capabilities.icon, name: capabilities.label }}
        />
        <div className={classes.names}>
          <h1 className={classes.name}>{channel.name}</h1>
          <p className={classes.label}>{capabilities.label}</p>
        </div>
        <StateWord state={state} />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t("channel:visibility")}</dt>
          <dd>
            <VisibilityWord visibility={channel.visibility} />
          </dd>
        </div>
        <div>
          <dt>{t("channel:installer")}</dt>
          <dd>{channel.installer.name}</dd>
        </div>
        <div>
          <dt>{t("channel:since")}</dt>
          <dd>{formatDate(channel.connected_at)}</dd>
        </div>
        <div>
          <dt>{t("channel:id")}</dt>
          <dd>
            <CopyText text={channel.external_id} />
          </dd>
        </div>
      </dl>
      {state !== "connected" && (
        <Notice tone={state === "attention" ? "amber" : "plain"}>
          {wordCode(t, code, { channel: channel.name, ...problem?.params })}{" "}
          <Link href={helpPath(code)}>{t("settings:messaging.what_to_do")}</Link>
        </Notice>
      )}
    </header>
  )
}

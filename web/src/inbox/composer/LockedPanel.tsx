import { IconLock } from "@tabler/icons-react"
import { Link } from "wouter"
import type { Capabilities, Conversation } from "../../api/types"
import { HelpLink } from "../../help/HelpLink"
import { wordCode } from "../../i18n/codes"
import { formatMoment } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import classes from "./LockedPanel.module.css"
import { switchTo } from "./mode"
import { TakeOver } from "./TakeOver"

/** Reasons that lie with the channel are mended in its settings; the others pass when the customer writes. */
const mendable = ["channel_disconnected", "channel_attention", "reauthorize"]

/** Reasons that lie with another app, from which the conversation can be had back. */
const elsewhere = ["thread_elsewhere", "thread_with_app"]

/** Reasons that began at an hour: when the reply window closed. */
const timed = ["window_closed", "no_human_agent"]

/** In the composer's place: why nothing can be sent, since when, and what remains possible. */
export function LockedPanel({
  conversation,
  limits,
}: {
  conversation: Conversation
  limits: Capabilities | undefined
}) {
  const { t } = useWords()
  const { composer, window } = conversation
  const reason = composer.reason ?? "window_closed"
  const channel = limits?.label ?? conversation.channel.name
  const cause = typeof composer.params.code === "string" ? composer.params.code : ""
  const place = limits?.places[cause]
  return (
    <div className={classes.panel} role="status" data-testid="locked">
      <span className={classes.icon}>
        <IconLock size={18} stroke={1.8} aria-hidden />
      </span>
      <div>
        <p className={classes.reason}>{wordCode(t, reason, { channel, ...composer.params })}</p>
        {cause && (
          <p className={classes.text}>
            {wordCode(t, cause, composer.params)}{" "}
            {place && (
              <a href={place} target="_blank" rel="noopener noreferrer">
                {t("list:page_support")}
              </a>
            )}
          </p>
        )}
        {timed.includes(reason) && window.closes_at && (
          <p className={classes.text}>
            {t("composer:closed_since", { at: formatMoment(window.closes_at) })}
          </p>
        )}
        <p className={classes.text}>
          {mendable.includes(reason) ? (
            <>
              {t("composer:remains_channel")}{" "}
              <Link href="/settings/messaging">{t("composer:to_settings")}</Link>
            </>
          ) : reason === "contact_blocked" ? (
            <Link href={`/contacts/${conversation.contact.id}`}>{t("details:page")}</Link>
          ) : elsewhere.includes(reason) ? (
            t("composer:remains_elsewhere")
          ) : (
            t("composer:remains_customer", { channel })
          )}{" "}
          <HelpLink code={cause || reason} />
        </p>
        <p className={classes.text}>
          <button
            type="button"
            className={classes.link}
            onClick={() => switchTo(conversation.id, "note")}
          >
            {t("composer:write_note")}
          </button>
        </p>
        {elsewhere.includes(reason) && <TakeOver conversation={conversation.id} />}
      </div>
    </div>
  )
}

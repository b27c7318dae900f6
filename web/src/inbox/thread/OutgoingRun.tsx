import { useQueryClient } from "@tanstack/react-query"
import { HelpLink } from "../../help/HelpLink"
import { wordRefusal } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { send } from "../composer/deliver"
import { type Outgoing, outgoing } from "../composer/outbox"
import { reviseOutgoing } from "../composer/revise"
import bubble from "./Bubble.module.css"
import { Linked } from "./Linked"
import { Media } from "./media/Media"
import { Quote } from "./Quote"
import run from "./Run.module.css"
import { Ticks } from "./Ticks"
import trouble from "./Trouble.module.css"

/** What was sent here and is not on the server yet; drawn like a message from the first frame on. */
export function OutgoingRun({ items, conversation }: { items: Outgoing[]; conversation: number }) {
  const { t } = useWords()
  if (items.length === 0) return null
  return (
    <div className={run.run} data-ours="true">
      <div className={run.stack}>
        {items.map((item) => (
          <OutgoingBubble key={item.key} item={item} conversation={conversation} />
        ))}
        {items.every(({ state }) => state === "posting" || state === "waiting") && (
          <div className={run.foot}>
            <span>
              {t(
                items.some(({ state }) => state === "waiting")
                  ? "thread:waiting"
                  : "thread:status.sending",
              )}
            </span>
            <Ticks status="queued" />
          </div>
        )}
      </div>
    </div>
  )
}

function OutgoingBubble({ item, conversation }: { item: Outgoing; conversation: number }) {
  const refused = item.state === "refused"
  return (
    <div
      className={item.note ? bubble.note : bubble.message}
      data-ours="true"
      data-status={refused ? "failed" : "queued"}
      data-testid="outgoing"
    >
      {item.quote && <Quote quote={item.quote} />}
      {item.text && (
        <div className={bubble.bubble}>
          <Linked text={item.text} />
        </div>
      )}
      {item.attachments.length > 0 && <Media attachments={item.attachments} ours />}
      {item.state === "waiting" && <Waiting item={item} conversation={conversation} />}
      {refused && <Refused item={item} conversation={conversation} />}
    </div>
  )
}

/** Nothing reached the server yet: it goes by itself, unless its writer takes it back (TS-20). */
function Waiting({ item, conversation }: { item: Outgoing; conversation: number }) {
  const { t } = useWords()
  return (
    <span className={trouble.actions} data-quiet>
      <button
        type="button"
        className={trouble.action}
        onClick={() => reviseOutgoing(conversation, item)}
      >
        {t("thread:take_back")}
      </button>
      <button type="button" className={trouble.action} onClick={() => outgoing.drop(item.key)}>
        {t("thread:discard")}
      </button>
      <HelpLink code="offline" />
    </span>
  )
}

/** The server would not take it: nothing went to the customer, and what was written is kept. */
function Refused({ item, conversation }: { item: Outgoing; conversation: number }) {
  const { t } = useWords()
  const client = useQueryClient()
  return (
    <div className={trouble.trouble} data-status="failed" role="alert">
      <span>{item.error && wordRefusal(t, item.error)}</span>
      <span className={trouble.actions}>
        <button type="button" className={trouble.action} onClick={() => send(client, item)}>
          {t("thread:retry")}
        </button>
        <button
          type="button"
          className={trouble.action}
          onClick={() => reviseOutgoing(conversation, item)}
        >
          {t("thread:revise")}
        </button>
        <button type="button" className={trouble.action} onClick={() => outgoing.drop(item.key)}>
          {t("thread:discard")}
        </button>
      </span>
    </div>
  )
}

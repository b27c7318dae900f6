import { memo, useContext } from "react"
import type { Message } from "../../api/types"
import { formatMoment } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { inUnits } from "../search/marked"
import { FreshContext, useThreadActions } from "./actions"
import classes from "./Bubble.module.css"
import { Linked } from "./Linked"
import { Media } from "./media/Media"
import { Quote } from "./Quote"
import { Reactions } from "./Reactions"
import { ReplyAction } from "./ReplyAction"
import { Trouble } from "./Trouble"

interface Props {
  message: Message
  /** Of its run: the others lean on the one below. */
  last?: boolean
}

/** One message: what it answers, what it says and shows, and what became of it. */
export const Bubble = memo(function Bubble({ message, last = false }: Props) {
  const { deleted_at, attachments, reactions, status, direction } = message
  const fresh = useContext(FreshContext)
  return (
    <div
      className={classes.message}
      data-message={message.id}
      data-ours={direction === "out"}
      data-status={status}
      data-last={last}
      data-fresh={fresh.has(message.id)}
      data-testid="message"
    >
      {message.reply_to && !deleted_at && <Quote quote={message.reply_to} />}
      {deleted_at ? (
        <Deleted at={deleted_at} />
      ) : (
        <>
          <Text message={message} />
          {attachments.length > 0 && <Media attachments={attachments} ours={direction === "out"} />}
        </>
      )}
      {reactions.length > 0 && <Reactions reactions={reactions} />}
      {!deleted_at && message.edited_at && <Edited at={message.edited_at} />}
      {(status === "failed" || status === "unknown") && <Trouble message={message} />}
      <ReplyAction message={message} />
    </div>
  )
})

function Text({ message }: { message: Message }) {
  const { text, kind, attachments } = message
  const marks = useMarks(message)
  if (text === "") return attachments.length > 0 ? null : <Wordless kind={kind} />
  return (
    <div className={classes.bubble} data-kind={kind} data-emoji={onlyEmoji(text)}>
      {kind === "postback" && <Postback />}
      <Linked text={text} marks={marks} />
    </div>
  )
}

/** Where in the text the words stand that led here, as long as it still says them there. */
function useMarks({ id, text }: Message): [number, number][] {
  const { found } = useThreadActions()
  if (found?.id !== id || !found.text) return []
  const { start, text: said } = found.text
  const points = Array.from(text)
  return points.slice(start, start + Array.from(said).length).join("") === said
    ? inUnits(text, found.text.marks)
    : []
}

function Postback() {
  const { t } = useWords()
  return <span className={classes.kind}>{t("thread:postback")}</span>
}

/** Neither text nor files: what it was, or that Kaiwa cannot show it. */
function Wordless({ kind }: { kind: string }) {
  const { t } = useWords()
  const word = kind === "unsupported" ? "thread:unsupported" : `list:kind.${kind}`
  return (
    <div className={classes.bubble} data-quiet>
      {t(word, { defaultValue: t("thread:unsupported") })}
    </div>
  )
}

function Deleted({ at }: { at: string }) {
  const { t } = useWords()
  return (
    <div className={classes.bubble} data-quiet title={formatMoment(at)}>
      {t("thread:deleted")}
    </div>
  )
}

function Edited({ at }: { at: string }) {
  const { t } = useWords()
  return (
    <div className={classes.remarks}>
      <span title={formatMoment(at)}>{t("thread:edited")}</span>
    </div>
  )
}

/** Up to three emoji and nothing else are drawn large. */
export function onlyEmoji(text: string): boolean {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u.test(
    text,
  )
}

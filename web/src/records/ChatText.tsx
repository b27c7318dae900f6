import { useMemo } from "react"
import { Link } from "wouter"
import { chatLink, readChat } from "./chatText"
import classes from "./Feed.module.css"

/** A note of a conversation, drawn as one: theirs left, ours right. */
export function ChatText({ text }: { text: string }) {
  const lines = useMemo(() => readChat(text).map((line, at) => ({ ...line, at })), [text])
  return (
    <div className={classes.chat}>
      {lines.map((line) =>
        line.kind === "said" ? (
          <p key={line.at} className={classes.said} data-theirs={line.theirs}>
            <span className={classes.meta}>
              {line.name} {line.time}
            </span>
            <span className={classes.bubble}>{line.text}</span>
          </p>
        ) : (
          <p key={line.at} className={classes.quiet}>
            <Line text={line.text} />
          </p>
        ),
      )}
    </div>
  )
}

/** The conversation's short link opens it here; whoever has no access is told so there (TL-42). */
function Line({ text }: { text: string }) {
  const path = chatLink(text)
  return path ? <Link href={path}>{text.replace(/#.*$/, "")}</Link> : text
}

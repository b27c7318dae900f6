import type { Message } from "../../api/types"
import { Time } from "../../components/Time"
import { wordCode } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import classes from "./Lines.module.css"

/** What happened to the conversation, in the reader's words: the server keeps only a code with parameters. */
export function EventLine({ message }: { message: Message }) {
  const { t } = useWords()
  const params = { ...message.params, by: message.author?.name ?? "" }
  return (
    <div className={classes.event} data-message={message.id}>
      {message.code ? wordCode(t, message.code, params) : message.text}{" "}
      <Time at={message.sent_at} as="clock" />
    </div>
  )
}

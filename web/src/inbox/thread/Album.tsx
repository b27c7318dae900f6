import type { Message } from "../../api/types"
import { One } from "./media/Media"
import classes from "./media/Media.module.css"

/** Pictures of one burst side by side; each stays its own message. */
export function Album({ messages }: { messages: Message[] }) {
  const ours = messages[0]?.direction === "out"
  return (
    <div className={classes.media} data-ours={ours} data-grid="true">
      {messages.flatMap((message) =>
        message.attachments.map((attachment, index) => (
          <div
            key={attachment.id}
            className={classes.tile}
            {...(index === 0 && { "data-message": message.id, "data-testid": "message" })}
            data-status={message.status}
          >
            <One attachment={attachment} tile />
          </div>
        )),
      )}
    </div>
  )
}

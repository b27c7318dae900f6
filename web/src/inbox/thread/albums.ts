import type { Message } from "../../api/types"

/** Pictures sent one after the other, as phones send several at once (D-11), are one group. */
const BURST = 60_000

/** The messages of a run in their order, with pictures of one burst together. */
export function albums(messages: Message[]): Message[][] {
  const groups: Message[][] = []
  for (const message of messages) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && onlyPictures(last) && onlyPictures(message) && close(last, message))
      group.push(message)
    else groups.push([message])
  }
  return groups
}

/** Nothing is said of it that would have to stand beside it alone. */
function onlyPictures(message: Message): boolean {
  const { direction, text, attachments, reply_to, reactions, deleted_at, edited_at, status } =
    message
  return (
    direction !== "note" &&
    text === "" &&
    attachments.length > 0 &&
    attachments.every(({ kind }) => kind === "image") &&
    reply_to === null &&
    reactions.length === 0 &&
    !deleted_at &&
    !edited_at &&
    status !== "failed" &&
    status !== "unknown"
  )
}

const close = (a: Message, b: Message): boolean =>
  new Date(b.sent_at).getTime() - new Date(a.sent_at).getTime() <= BURST

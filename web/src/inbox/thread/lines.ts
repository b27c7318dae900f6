import type { Message } from "../../api/types"
import { dayOf } from "../../i18n/format"

/** A thread as it is drawn: days, the *new* line, runs of one writer, and timeline lines. */
export type Line =
  | { type: "day"; key: string; day: number }
  | { type: "new"; key: string }
  | { type: "event"; key: string; message: Message }
  | { type: "run"; key: string; messages: Message[] }

const RUN_GAP = 5 * 60_000

export function buildLines(messages: Message[], firstUnread: number | null): Line[] {
  const lines: Line[] = []
  let day = Number.NaN
  for (const message of messages) {
    const today = dayOf(new Date(message.sent_at))
    if (today !== day) lines.push({ type: "day", key: `day-${today}`, day: today })
    day = today
    if (message.id === firstUnread) lines.push({ type: "new", key: "new" })
    addMessage(lines, message)
  }
  return lines
}

function addMessage(lines: Line[], message: Message): void {
  const last = lines.at(-1)
  if (message.direction === "event") lines.push({ type: "event", key: String(message.id), message })
  else if (last?.type === "run" && continues(last.messages, message)) last.messages.push(message)
  else lines.push({ type: "run", key: String(message.id), messages: [message] })
}

/** The same writer, no more than five minutes after the message before; what came late stands together. */
function continues(run: Message[], message: Message): boolean {
  const last = run.at(-1)
  if (!last || writer(last) !== writer(message) || last.late !== message.late) return false
  return new Date(message.sent_at).getTime() - new Date(last.sent_at).getTime() <= RUN_GAP
}

const writer = ({ direction, author, origin }: Message): string =>
  direction === "in" ? "in" : `${direction} ${origin} ${author?.id ?? ""}`

import type { Draft } from "./drafts"
import { keepDraft, readDraft } from "./drafts"
import { type Mode, switchTo } from "./mode"
import { type Outgoing, outgoing } from "./outbox"
import { quoteOf, setQuote } from "./quoting"

type Listener = (draft: Draft) => void

const composers = new Map<string, Listener>()
const nameOf = (conversation: number, mode: Mode): string => `${conversation} ${mode}`

/** The open composer of a conversation takes back what is handed to it here. */
export function onRevise(conversation: number, mode: Mode, listener: Listener): () => void {
  composers.set(nameOf(conversation, mode), listener)
  return () => composers.delete(nameOf(conversation, mode))
}

/** What was not sent goes back into the composer, before anything begun there meanwhile. */
export function reviseOutgoing(conversation: number, item: Outgoing): void {
  const mode: Mode = item.note ? "note" : "reply"
  const begun = readDraft(conversation, mode)
  const draft = {
    text: [item.text, begun.text].filter((text) => text !== "").join("\n"),
    attachments: [...item.attachments, ...begun.attachments],
    quote: mode === "reply" ? (quoteOf(conversation) ?? item.quote) : null,
  }
  outgoing.drop(item.key)
  keepDraft(conversation, draft, mode)
  if (mode === "reply") setQuote(conversation, draft.quote ?? null)
  composers.get(nameOf(conversation, mode))?.(draft)
  switchTo(conversation, mode)
}

import type { Draft } from "./drafts"
import { keepDraft, readDraft } from "./drafts"
import { type Outgoing, outgoing } from "./outbox"

type Listener = (draft: Draft) => void

const composers = new Map<number, Listener>()

/** The open composer of a conversation takes back what is handed to it here. */
export function onRevise(conversation: number, listener: Listener): () => void {
  composers.set(conversation, listener)
  return () => composers.delete(conversation)
}

/** What was not sent goes back into the composer, before anything begun there meanwhile. */
export function reviseOutgoing(conversation: number, item: Outgoing): void {
  const begun = readDraft(conversation)
  const draft = {
    text: [item.text, begun.text].filter((text) => text !== "").join("\n"),
    attachments: [...item.attachments, ...begun.attachments],
  }
  outgoing.drop(item.key)
  keepDraft(conversation, draft)
  composers.get(conversation)?.(draft)
}

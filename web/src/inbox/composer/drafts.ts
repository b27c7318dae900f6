import type { Attachment, Message } from "../../api/types"
import { recall, remember } from "../../browser/storage"
import type { Mode } from "./mode"

/** What was begun and not sent, kept per conversation in this browser: a reply, and a note beside it. */
export interface Draft {
  text: string
  attachments: Attachment[]
  /** The message it answers. */
  quote?: Message["reply_to"]
}

const empty: Draft = { text: "", attachments: [] }

const nameOf = (conversation: number, mode: Mode): string =>
  mode === "note" ? `draft.${conversation}.note` : `draft.${conversation}`

export function readDraft(conversation: number, mode: Mode = "reply"): Draft {
  return { ...empty, ...recall<Partial<Draft>>(nameOf(conversation, mode), empty) }
}

export function keepDraft(conversation: number, draft: Draft, mode: Mode = "reply"): void {
  const worth = draft.text !== "" || draft.attachments.length > 0 || draft.quote
  remember(nameOf(conversation, mode), worth ? draft : null)
}

import type { Attachment } from "../../api/types"
import { recall, remember } from "../../browser/storage"

/** What was begun and not sent, kept per conversation in this browser. */
export interface Draft {
  text: string
  attachments: Attachment[]
}

const empty: Draft = { text: "", attachments: [] }

export function readDraft(conversation: number): Draft {
  return { ...empty, ...recall<Partial<Draft>>(`draft.${conversation}`, empty) }
}

export function keepDraft(conversation: number, draft: Draft): void {
  const worth = draft.text !== "" || draft.attachments.length > 0
  remember(`draft.${conversation}`, worth ? draft : null)
}

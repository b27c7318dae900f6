import type { Mode } from "../composer/mode"
import { attendance } from "./attendance"

/** Where something stands in the open composer that was not sent yet. */
let begun: number | null = null

export const isWriting = (conversation: number): boolean => begun === conversation

/** With each change of the text by hand. */
export function noteWriting(conversation: number, mode: Mode, text: string): void {
  begun = text.trim() === "" ? null : conversation
  if (begun === null) attendance.stopped()
  else attendance.typed(mode)
}

/** It was sent, or the composer was left. */
export function stopWriting(): void {
  begun = null
  attendance.stopped()
}

import { useSyncExternalStore } from "react"
import { focusComposer } from "./focus"

/** What is written in a conversation: to the customer, or beside it to colleagues. */
export type Mode = "reply" | "note"

const modes = new Map<number, Mode>()
const listeners = new Set<() => void>()

export const modeOf = (conversation: number): Mode => modes.get(conversation) ?? "reply"

export function setMode(conversation: number, mode: Mode): void {
  if (modeOf(conversation) === mode) return
  modes.set(conversation, mode)
  for (const listener of listeners) listener()
}

/** As a person asks for it: what they write next goes there. */
export function switchTo(conversation: number, mode: Mode): void {
  setMode(conversation, mode)
  requestAnimationFrame(focusComposer)
}

export function useMode(conversation: number): Mode {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => modeOf(conversation),
  )
}

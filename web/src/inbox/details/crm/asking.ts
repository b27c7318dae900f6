import { useSyncExternalStore } from "react"
import type { CrmRecord, Link, NewKind } from "./types"

/** Which dialog of the card is open: from a button on it, or by its key while the card is not to be seen. */
export type Asking =
  /** Find something to link to; with `record`, that is it, and only how is asked. */
  | { what: "link"; q?: string; record?: CrmRecord }
  /** Give a linked record the transcript that it was linked without. */
  | { what: "transcript"; link: Link }
  /** It was not this person. */
  | { what: "undo"; link: Link }
  | { what: "create"; kind: NewKind; name?: string }

let asking: Asking | null = null
const listeners = new Set<() => void>()

export function ask(to: Asking | null): void {
  asking = to
  for (const listener of listeners) listener()
}

export const useAsking = (): Asking | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asking,
  )

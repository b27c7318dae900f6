import { useSyncExternalStore } from "react"

/**
 * What is looked for. Kept here and not in a component: on a phone the results go while a thread is read, and are
 * there again when one comes back, where one was.
 */
export interface Searching {
  query: string
  /** Of the results, the one that Enter opens; -1 while none is. */
  active: number
  /** How far the results were scrolled. */
  scrolled: number
  allContacts: boolean
}

const nothing: Searching = { query: "", active: -1, scrolled: 0, allContacts: false }
let now = nothing
const listeners = new Set<() => void>()

export function change(to: Partial<Searching>): void {
  now = { ...now, ...to }
  for (const listener of listeners) listener()
}

export const search = {
  write: (query: string) => change({ ...nothing, query }),
  leave: () => change(nothing),
  now: () => now,
}

export function useSearching(): Searching {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => now,
  )
}

/** Puts the cursor into the field; on a phone the list has to come back first. */
export function focusSearch(toList: () => void): void {
  const field = () => document.querySelector<HTMLInputElement>("[data-search]")
  if (!field()) toList()
  requestAnimationFrame(() => field()?.select())
}

/** How j and k go on while something is looked for; null while nothing is. */
export const walk: { by: ((step: 1 | -1) => void) | null } = { by: null }

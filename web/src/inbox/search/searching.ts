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
  /** Of all channels and contacts the one that is looked in. */
  channel: number | null
  contact: Whom | null
}

export interface Whom {
  id: number
  name: string
}

type Where = Pick<Searching, "channel" | "contact">

const nothing: Searching = {
  query: "",
  active: -1,
  scrolled: 0,
  allContacts: false,
  channel: null,
  contact: null,
}
let now = nothing
const listeners = new Set<() => void>()

export function change(to: Partial<Searching>): void {
  now = { ...now, ...to }
  for (const listener of listeners) listener()
}

export const search = {
  write: (query: string) => change({ ...nothing, ...where(), query }),
  within: (to: Partial<Where>) => change({ ...nothing, query: now.query, ...where(), ...to }),
  leave: () => change(nothing),
  now: () => now,
}

const where = (): Where => ({ channel: now.channel, contact: now.contact })

export const isScoped = ({ channel, contact }: Where): boolean =>
  channel !== null || contact !== null

export function useSearching(): Searching {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => now,
  )
}

/**
 * Puts the cursor into the field: at once, for who types on loses no letter. On a phone the list has to come back
 * first.
 */
export function focusSearch(toList: () => void): void {
  const field = () => document.querySelector<HTMLInputElement>("[data-search]")
  const there = field()
  if (there) there.select()
  else {
    toList()
    requestAnimationFrame(() => field()?.select())
  }
}

/** How j and k go on while something is looked for; null while nothing is. */
export const walk: { by: ((step: 1 | -1) => void) | null } = { by: null }

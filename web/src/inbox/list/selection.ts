import { useSyncExternalStore } from "react"

/** The conversations ticked in the list, to be assigned or closed at once. */

/** As many as the server takes in one go. */
const MOST = 100

let chosen: ReadonlySet<number> = new Set()
/** On a touch screen there is no pointer to hover with: ticking is a mode of the list. */
let ticking = false
const listeners = new Set<() => void>()

function set(to: ReadonlySet<number>): void {
  chosen = to
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const selection = {
  toggle(id: number): void {
    const to = new Set(chosen)
    if (!to.delete(id) && to.size < MOST) to.add(id)
    set(to)
  },
  begin(): void {
    ticking = true
    set(chosen)
  },
  clear(): void {
    ticking = false
    set(new Set())
  },
}

export const useSelection = (): ReadonlySet<number> => useSyncExternalStore(subscribe, () => chosen)

/** Whether the boxes are shown without being pointed at. */
export const useTicking = (): boolean =>
  useSyncExternalStore(subscribe, () => ticking || chosen.size > 0)

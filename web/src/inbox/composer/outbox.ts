import { useSyncExternalStore } from "react"
import type { Attachment, Message, Problem } from "../../api/types"

/**
 * What was sent from this tab and is not yet a message of the server. It leaves when the POST's answer or the
 * stream brings a message with its key, whichever is first, and survives a reload.
 */
export interface Outgoing {
  key: string
  conversation: number
  text: string
  attachments: Attachment[]
  seen: number | null
  at: string
  /** posting: on its way. waiting: for the network. stale: something new came in. refused: the server said no. */
  state: "posting" | "waiting" | "stale" | "refused"
  error: (Problem & { id: string; message: string }) | null
}

const STORE = "kaiwa.outbox"
const none: Outgoing[] = []
const listeners = new Set<() => void>()
let all: Outgoing[] = restored()
let grouped = group(all)

export const outgoing = {
  of: (conversation: number): Outgoing[] => grouped.get(conversation) ?? none,
  all: (): Outgoing[] => all,
  put(item: Outgoing): void {
    const at = all.findIndex(({ key }) => key === item.key)
    change(at >= 0 ? all.with(at, item) : [...all, item])
  },
  patch(key: string, to: Partial<Outgoing>): void {
    change(all.map((item) => (item.key === key ? { ...item, ...to } : item)))
  },
  drop(key: string): void {
    if (all.some((item) => item.key === key)) change(all.filter((item) => item.key !== key))
  },
}

/** A message of the server takes its optimistic self's place. A long text becomes several, all with its key. */
export function settleOutgoing(message: Message): void {
  if (message.key !== "") outgoing.drop(message.key)
}

export function useOutgoing(conversation: number): Outgoing[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => outgoing.of(conversation),
  )
}

/** The same array object for as long as nothing changed, as useSyncExternalStore asks. */
function group(items: Outgoing[]): Map<number, Outgoing[]> {
  const map = new Map<number, Outgoing[]>()
  for (const item of items)
    map.set(item.conversation, [...(map.get(item.conversation) ?? []), item])
  return map
}

function change(to: Outgoing[]): void {
  all = to
  grouped = group(all)
  try {
    sessionStorage.setItem(STORE, JSON.stringify(all))
  } catch {
    // Kept in memory only
  }
  for (const listener of listeners) listener()
}

/** After a reload nobody knows whether a POST arrived; the same key makes asking again harmless. */
function restored(): Outgoing[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE) ?? "[]") as Outgoing[]
    return kept.map((item) => (item.state === "posting" ? { ...item, state: "waiting" } : item))
  } catch {
    return []
  }
}

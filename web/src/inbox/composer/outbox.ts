import { useSyncExternalStore } from "react"
import type { Attachment, Message, Problem } from "../../api/types"
import { type Kept, shelf } from "./shelf"

/**
 * What a member wrote in this browser and is not yet a message of the server. It leaves when the POST's answer or
 * the stream brings a message with its key, whichever is first. Until then the browser keeps it, for all its tabs
 * and after they are closed, but shows and sends it for nobody else (TS-20).
 */
export interface Outgoing extends Kept {
  conversation: number
  text: string
  attachments: Attachment[]
  /** The message it answers. */
  quote?: Message["reply_to"]
  /** To colleagues alone. */
  note?: boolean
  seen: number | null
  at: string
  /** Until then it goes by itself; later its writer is asked. */
  until: string
  /**
   * posting: on its way. waiting: for the network. stale: something new came in. late: it waited too long.
   * refused: the server said no.
   */
  state: "posting" | "waiting" | "stale" | "late" | "refused"
  error: (Problem & { id: string; message: string }) | null
}

const none: Outgoing[] = []
const listeners = new Set<() => void>()
let owner = 0
let all: Outgoing[] = none
let grouped = group(all)
let undecided: Outgoing[] = none

export const outgoing = {
  /** The member whose outbox is open; 0 for nobody's. */
  owner: (): number => owner,
  of: (conversation: number): Outgoing[] => grouped.get(conversation) ?? none,
  all: (): Outgoing[] => all,
  /** Show and send what `member` wrote, in whichever tab. 0 closes it: what is kept stays kept. */
  open(member: number): void {
    if (member === owner) return
    owner = member
    draw(member === 0 ? none : shelf.read<Outgoing>(member).map(restored))
  },
  /** As the browser keeps it now: another tab may have done something meanwhile. */
  refresh(): void {
    if (owner !== 0) draw(shelf.read<Outgoing>(owner))
  },
  put(item: Outgoing): void {
    const at = all.findIndex(({ key }) => key === item.key)
    shelf.keep(owner, item)
    draw(at >= 0 ? all.with(at, item) : [...all, item])
  },
  patch(key: string, to: Partial<Outgoing>): void {
    const item = all.find((each) => each.key === key)
    if (item) outgoing.put({ ...item, ...to })
  },
  drop(key: string): void {
    shelf.drop(owner, key)
    if (all.some((item) => item.key === key)) draw(all.filter((item) => item.key !== key))
  },
}

shelf.onChange((member) => {
  if (member === owner) outgoing.refresh()
})

/** A message of the server takes its optimistic self's place. A long text becomes several, all with its key. */
export function settleOutgoing(message: Message): void {
  if (message.key !== "") outgoing.drop(message.key)
}

export function useOutgoing(conversation: number): Outgoing[] {
  return useSyncExternalStore(listen, () => outgoing.of(conversation))
}

/** What does not go by itself any more, wherever it was written. */
export function useUndecided(): Outgoing[] {
  return useSyncExternalStore(listen, () => undecided)
}

/** What its writer had not seen, for which it was held back. */
export function unseenOf({ state, error }: Outgoing): number[] {
  const messages = state === "stale" ? error?.params.messages : undefined
  return Array.isArray(messages) ? messages.filter((id) => typeof id === "number") : []
}

export const decides = ({ state }: Outgoing): boolean => state === "stale" || state === "late"

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The same array objects for as long as nothing changed, as useSyncExternalStore asks. */
function group(items: Outgoing[]): Map<number, Outgoing[]> {
  const map = new Map<number, Outgoing[]>()
  for (const item of items)
    map.set(item.conversation, [...(map.get(item.conversation) ?? []), item])
  return map
}

function draw(to: Outgoing[]): void {
  all = to
  grouped = group(all)
  undecided = all.filter((item) => decides(item) || item.state === "refused")
  for (const listener of listeners) listener()
}

/** After a reload nobody knows whether a POST arrived; the same key makes asking again harmless. */
function restored(item: Outgoing): Outgoing {
  return item.state === "posting" ? { ...item, state: "waiting" } : item
}

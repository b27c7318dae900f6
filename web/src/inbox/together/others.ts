import { useMemo, useSyncExternalStore } from "react"
import { useMe } from "../../api/me"
import type { Presence, Someone } from "../../api/types"

/** Who is at which conversation, as the stream tells; oneself among them. */
let known = new Map<number, Someone[]>()
const listeners = new Set<() => void>()
const nobody: Someone[] = []

/** After a new stream has opened, who is there is told within a moment. */
const TOLD_WITHIN = 3_000

export const others = {
  put({ conversation_id, people }: Presence): void {
    known = new Map(known)
    if (people.length > 0) known.set(conversation_id, people)
    else known.delete(conversation_id)
    tell()
  },
  /** What was known may be over; what is not told again soon is. */
  doubt(): void {
    const before = known
    setTimeout(() => {
      const left = [...known].filter(([id, people]) => before.get(id) !== people)
      if (left.length === known.size) return
      known = new Map(left)
      tell()
    }, TOLD_WITHIN)
  },
  clear(): void {
    if (known.size === 0) return
    known = new Map()
    tell()
  },
}

/** The colleagues who are at this conversation. */
export function useOthers(conversation: number): Someone[] {
  const me = useMe().member?.id
  const people = useSyncExternalStore(listen, () => known.get(conversation) ?? nobody)
  return useMemo(() => people.filter(({ id }) => id !== me), [people, me])
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
}

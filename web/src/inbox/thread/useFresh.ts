import { useEffect, useMemo, useRef } from "react"
import { type Outgoing, unseenOf } from "../composer/outbox"
import type { Thread } from "./messages"

const none: ReadonlySet<number> = new Set()

/** The messages for which something was held back: the first of them is brought into view, all are marked. */
export function useFresh(
  outgoing: Outgoing[],
  thread: Thread,
  jumpTo: (message: number) => void,
): ReadonlySet<number> {
  const name = outgoing.flatMap(unseenOf).join(" ")
  const fresh = useMemo(() => (name === "" ? none : new Set(name.split(" ").map(Number))), [name])
  const first = thread.items.find(({ id }) => fresh.has(id))?.id
  const shown = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (first !== undefined && first !== shown.current) jumpTo(first)
    shown.current = first
  }, [first, jumpTo])
  return fresh
}

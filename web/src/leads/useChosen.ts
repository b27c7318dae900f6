import { useState } from "react"

/** As many as the server takes in one go. */
const MOST = 100

/** Rows ticked to be handled together; those that are no longer listed are no longer ticked. */
export function useChosen(listed: number[]) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const chosen = listed.filter((id) => ids.has(id))
  const toggle = (id: number) => {
    const next = new Set(chosen)
    if (!next.delete(id) && next.size < MOST) next.add(id)
    setIds(next)
  }
  return {
    chosen,
    has: (id: number) => ids.has(id),
    toggle,
    all: () => setIds(new Set(listed.slice(0, MOST))),
    none: () => setIds(new Set()),
  }
}

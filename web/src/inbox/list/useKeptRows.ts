import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react"
import type { Rows } from "./rows"

/** How many rows one burst of messages may move the view by and still be followed. */
const FOLLOWED = 60

/**
 * While one looks further down the list, conversations that move to the top must not slide the rows away from
 * under the pointer: the first row in view that did not itself change stays where it is. Answers how many rows
 * came in above since one left the top.
 */
export function useKeptRows(
  scroller: RefObject<HTMLElement | null>,
  rows: Rows,
  rowHeight: number,
): number {
  const before = useRef(rows)
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    const old = before.current
    before.current = rows
    const box = scroller.current
    if (!box || old === rows || box.scrollTop < rowHeight) return
    const by = moved(old, rows, Math.floor(box.scrollTop / rowHeight))
    box.scrollTop += by * rowHeight
    if (by > 0) setAbove((count) => count + by)
  }, [rows, scroller, rowHeight])
  useEffect(() => {
    const box = scroller.current
    const look = () => box && box.scrollTop < rowHeight && setAbove(0)
    box?.addEventListener("scroll", look, { passive: true })
    return () => box?.removeEventListener("scroll", look)
  }, [scroller, rowHeight])
  return above
}

/** By how many places the row at `first` (or the next unchanged one after it) went down. */
export function moved(old: Rows, rows: Rows, first: number): number {
  for (let at = first; at < first + 12; at++) {
    const row = old.items[at]
    if (!row) continue
    const near = rows.items.slice(Math.max(0, at - FOLLOWED), at + FOLLOWED)
    const place = near.findIndex((other) => other?.id === row.id)
    if (place < 0 || near[place]?.last_message_at !== row.last_message_at) continue
    return Math.max(0, at - FOLLOWED) + place - at
  }
  return 0
}

import type { Virtualizer } from "@tanstack/react-virtual"
import { type RefObject, useLayoutEffect, useRef } from "react"

/** What somebody reads in the middle of a column stays where it is while cards come and go above it. */
export function useStill(
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: { id: number }[],
): void {
  const before = useRef<{ rows: { id: number }[]; id: number; start: number } | null>(null)
  useLayoutEffect(() => {
    const [element, known] = [scroller.current, before.current]
    if (!element) return
    if (known && known.rows !== rows && element.scrollTop > 0) {
      const index = rows.findIndex(({ id }) => id === known.id)
      const start = virtual.measurementsCache[index]?.start
      if (start !== undefined) element.scrollTop += start - known.start
    }
    const top = virtual.getVirtualItems().find(({ end }) => end > element.scrollTop)
    const row = top && rows[top.index]
    before.current = row ? { rows, id: row.id, start: top.start } : null
  })
}

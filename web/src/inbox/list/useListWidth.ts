import { useCallback, useState } from "react"
import { recall, remember } from "../../browser/storage"

export const NARROWEST = 280
export const WIDEST = 420
const USUAL = 340

const within = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))

/** The list's width, remembered by this browser. */
export function useListWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => within(recall("list_width", USUAL)))
  const change = useCallback((next: number) => {
    setWidth(within(next))
    remember("list_width", within(next))
  }, [])
  return [width, change]
}

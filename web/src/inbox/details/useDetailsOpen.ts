import { useEffect, useState } from "react"
import { useCompact } from "../../browser/media"
import { recall, remember } from "../../browser/storage"

export interface Details {
  open: boolean
  /** Slides over the thread, because there is no room beside it. */
  over: boolean
  toggle: () => void
  close: () => void
}

/** Beside the thread the pane stays as it was left; over it, it opens when asked and goes with the conversation. */
export function useDetailsOpen(conversation: number | null): Details {
  const over = useCompact()
  const [beside, setBeside] = useState(() => recall("details", true))
  const [above, setAbove] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, another start
  useEffect(() => setAbove(false), [conversation, over])
  const open = over ? above : beside
  const set = (next: boolean) => {
    if (over) return setAbove(next)
    setBeside(next)
    remember("details", next)
  }
  return { open, over, toggle: () => set(!open), close: () => set(false) }
}

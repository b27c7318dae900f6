import { useSyncExternalStore } from "react"

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener("change", changed)
      return () => list.removeEventListener("change", changed)
    },
    () => window.matchMedia(query).matches,
  )
}

/** One pane at a time. */
export const useNarrow = (): boolean => useMedia("(max-width: 759.98px)")
/** Details slide over the thread instead of standing beside it. */
export const useCompact = (): boolean => useMedia("(max-width: 1099.98px)")

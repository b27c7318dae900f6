import { createContext, useContext } from "react"
import type { FoundMessage } from "./usePlace"

/** What a bubble can ask of the thread around it. */
export interface ThreadActions {
  /** Shows the message a reply quotes, loading up to it if need be. */
  jumpTo: (message: number) => void
  /** Opens a picture large. */
  view: (attachment: number) => void
  /** What search found here. */
  found: FoundMessage | null
  /** Whether a message can be answered as such here. */
  quotes: boolean
}

export const ThreadActionsContext = createContext<ThreadActions>({
  jumpTo: () => undefined,
  view: () => undefined,
  found: null,
  quotes: false,
})

export const useThreadActions = (): ThreadActions => useContext(ThreadActionsContext)

/** What came in while something was written that was held back for it (D-58). */
export const FreshContext = createContext<ReadonlySet<number>>(new Set())

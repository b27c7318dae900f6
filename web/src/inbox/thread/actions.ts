import { createContext, useContext } from "react"

/** What a bubble can ask of the thread around it. */
export interface ThreadActions {
  /** Shows the message a reply quotes, loading up to it if need be. */
  jumpTo: (message: number) => void
  /** Opens a picture large. */
  view: (attachment: number) => void
}

export const ThreadActionsContext = createContext<ThreadActions>({
  jumpTo: () => undefined,
  view: () => undefined,
})

export const useThreadActions = (): ThreadActions => useContext(ThreadActionsContext)

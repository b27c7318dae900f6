import { useCallback, useRef } from "react"
import { api } from "../../api/client"
import { useChannel } from "../useChannels"

/** The dots on the customer's screen last longer than this. */
const AGAIN = 10_000

/** Where the channel says so, the customer is shown that somebody writes; call it with each change of the text. */
export function useShowWriting(conversation: number, channel: number): (text: string) => void {
  const wanted = useChannel(channel)?.typing_indicator ?? false
  const told = useRef(Number.NEGATIVE_INFINITY)
  return useCallback(
    (text: string) => {
      const now = performance.now()
      if (!wanted || text.trim() === "" || now - told.current < AGAIN) return
      told.current = now
      // A courtesy: when it fails, the reply itself will say what is wrong
      api.post(`/conversations/${conversation}/writing`).catch(() => undefined)
    },
    [conversation, wanted],
  )
}

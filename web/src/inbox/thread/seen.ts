import { useEffect } from "react"
import { useVisible } from "../../browser/visible"
import { isWriting } from "../together/writing"
import { newestArrival, type Thread } from "./messages"

/** Up to which message each conversation was read here: what a send says its writer has seen (D-58). */
const read = new Map<number, number>()

export const seen = {
  of: (conversation: number): number | undefined => read.get(conversation),
  note(conversation: number, message: number): void {
    read.set(conversation, Math.max(message, read.get(conversation) ?? 0))
  },
  forget: (conversation: number): boolean => read.delete(conversation),
}

/** What comes while one's eyes are on the own words takes a moment to be noticed. */
const NOTICED_AFTER = 1500

/** Notes what is in view of a visible tab as seen. */
export function useSeen(conversation: number, thread: Thread, atBottom: boolean): void {
  const visible = useVisible()
  const newest = newestArrival(thread)
  useEffect(() => {
    if (newest === null || !visible || !atBottom) return
    const note = () => seen.note(conversation, newest)
    // Also of what was there first: on a slow line one may write before the thread is drawn
    if (!isWriting(conversation)) return note()
    const timer = setTimeout(note, NOTICED_AFTER)
    return () => clearTimeout(timer)
  }, [conversation, newest, visible, atBottom])
}

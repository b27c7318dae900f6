import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { api } from "../../api/client"
import type { Conversation } from "../../api/types"
import { useVisible } from "../../browser/visible"
import { putConversation } from "../caches"
import { newestArrival, type Thread } from "./messages"

/** Long enough that walking through the list with j and k does not mark everything as read. */
const SEEN_AFTER = 600

/** Unread messages that are in view of a visible tab count as read. */
export function useMarkRead(conversation: Conversation, thread: Thread, atBottom: boolean): void {
  const client = useQueryClient()
  const visible = useVisible()
  const newest = newestArrival(thread)
  const { id, unread } = conversation
  useEffect(() => {
    if (unread === 0 || newest === null || !atBottom || !visible) return
    const timer = setTimeout(() => {
      api
        .post<Conversation>(`/conversations/${id}/read`, { message_id: newest })
        .then((row) => putConversation(client, row))
        // Not worth a word: it is tried again with the next message or visit
        .catch(() => undefined)
    }, SEEN_AFTER)
    return () => clearTimeout(timer)
  }, [client, id, unread, newest, atBottom, visible])
}

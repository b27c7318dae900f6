import { useEffect, useRef, useState } from "react"
import type { Conversation } from "../../api/types"

/** Where unread began when the thread was opened, or when one came back to it; it stays while one reads. */
export function useNewLine(conversation: Conversation, atBottom: boolean): number | null {
  const { first_unread_id } = conversation
  const [line, setLine] = useState(first_unread_id)
  const away = useRef(false)
  away.current = document.hidden || !atBottom
  useEffect(() => {
    if (first_unread_id !== null && away.current) setLine(first_unread_id)
  }, [first_unread_id])
  return line
}

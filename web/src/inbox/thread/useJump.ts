import { useQueryClient } from "@tanstack/react-query"
import { type RefObject, useCallback } from "react"
import { keys } from "../caches"
import classes from "./Bubble.module.css"
import type { Thread } from "./messages"

/** No quote is worth loading more than this many pages for. */
const FURTHEST = 40

/** Scrolls to a message and lights it up; loads older ones until it is there. */
export function useJump(
  box: RefObject<HTMLDivElement | null>,
  conversation: number,
  loadOlder: () => Promise<void>,
): (message: number) => void {
  const client = useQueryClient()
  return useCallback(
    async (id: number) => {
      const thread = () => client.getQueryData<Thread>(keys.thread(conversation))
      const loaded = () => thread()?.items.some((message) => message.id === id)
      for (let page = 0; page < FURTHEST && !loaded() && thread()?.hasMore; page++)
        await loadOlder()
      requestAnimationFrame(() => show(box.current?.querySelector(`[data-message="${id}"]`)))
    },
    [box, client, conversation, loadOlder],
  )
}

function show(element: Element | null | undefined): void {
  if (!element) return
  element.scrollIntoView({ block: "center" })
  const lit = classes.lit ?? "lit"
  element.classList.remove(lit)
  requestAnimationFrame(() => element.classList.add(lit))
}

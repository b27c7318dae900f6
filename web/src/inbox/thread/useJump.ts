import { useQueryClient } from "@tanstack/react-query"
import { type RefObject, useCallback, useEffect, useState } from "react"
import { keys } from "../caches"
import classes from "./Bubble.module.css"
import type { Thread } from "./messages"

/** No quote is worth loading more than this many pages for. */
const FURTHEST = 40

/** Scrolls to a message and lights it up; loads older ones until it is there, and waits until it is `drawn`. */
export function useJump(
  box: RefObject<HTMLDivElement | null>,
  conversation: number,
  loadOlder: () => Promise<void>,
  drawn: unknown,
): (message: number) => void {
  const client = useQueryClient()
  const [wanted, setWanted] = useState<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for again in what was drawn since
  useEffect(() => {
    const element = wanted !== null && box.current?.querySelector(`[data-message="${wanted}"]`)
    if (!element) return
    show(element)
    setWanted(null)
  }, [box, wanted, drawn])
  return useCallback(
    async (id: number) => {
      const thread = () => client.getQueryData<Thread>(keys.thread(conversation))
      const loaded = () => thread()?.items.some((message) => message.id === id)
      for (let page = 0; page < FURTHEST && !loaded() && thread()?.hasMore; page++)
        await loadOlder()
      setWanted(loaded() ? id : null)
    },
    [client, conversation, loadOlder],
  )
}

function show(element: Element): void {
  element.scrollIntoView({ block: "center" })
  const lit = classes.lit ?? "lit"
  element.classList.remove(lit)
  requestAnimationFrame(() => element.classList.add(lit))
}

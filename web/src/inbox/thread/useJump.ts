import { type RefObject, useCallback, useEffect, useRef, useState } from "react"
import classes from "./Bubble.module.css"
import type { Thread } from "./messages"
import type { Place } from "./usePlace"

/** Scrolls to a message and lights it up once it is `drawn`; one that is not loaded is opened in its place. */
export function useJump(
  box: RefObject<HTMLDivElement | null>,
  thread: Thread,
  place: Place,
  drawn: unknown,
): (message: number) => void {
  const [wanted, setWanted] = useState<number | null>(place.message)
  const [came, setCame] = useState(place.message)
  if (came !== place.message) {
    setCame(place.message)
    setWanted(place.message)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for again in what was drawn since
  useEffect(() => {
    const element = wanted !== null && box.current?.querySelector(`[data-message="${wanted}"]`)
    if (!element) return
    show(element)
    setWanted(null)
  }, [box, wanted, drawn])
  const loaded = useRef(thread.items)
  loaded.current = thread.items
  const { toMessage } = place
  return useCallback(
    (id: number) => {
      if (loaded.current.some((message) => message.id === id)) setWanted(id)
      else toMessage(id)
    },
    [toMessage],
  )
}

function show(element: Element): void {
  element.scrollIntoView({ block: "center" })
  const lit = classes.lit ?? "lit"
  element.classList.remove(lit)
  requestAnimationFrame(() => element.classList.add(lit))
}

import { type RefObject, useLayoutEffect, useRef } from "react"

/**
 * While one reads further up, what arrives or grows below (a message, a picture, an edit) must not move the
 * text under the eye. The browser keeps the distance to the lower end; this turns that into keeping the message
 * at the upper edge where it is. At the lower end nothing is held, so new messages push up as they should; unless
 * `always`, for a lower end that is not that of the thread.
 */
export function useKeptPosition(box: RefObject<HTMLDivElement | null>, always: boolean): void {
  const hold = useRef(always)
  useLayoutEffect(() => {
    hold.current = always
  }, [always])
  useLayoutEffect(() => {
    const element = box.current
    const column = element?.firstElementChild
    if (!element || !column) return
    let held: Held | null = null
    /** A scroll and a growth may fall into one frame, in either order: what was scrolled stays, what grew is undone. */
    const keep = () => {
      if (held?.message.isConnected) {
        const scrolled = element.scrollTop - held.scrollTop
        const grown = offset(element, held.message) - held.at + scrolled
        // Setting scrollTop, even to what it is, would end a scroll that is under way
        if (Math.abs(grown) >= 1) element.scrollTop += grown
      }
      held = element.scrollTop >= -1 && !hold.current ? null : topmost(element)
    }
    const resized = new ResizeObserver(keep)
    resized.observe(column)
    element.addEventListener("scroll", keep, { passive: true })
    return () => {
      resized.disconnect()
      element.removeEventListener("scroll", keep)
    }
  }, [box])
}

interface Held {
  message: Element
  at: number
  scrollTop: number
}

const offset = (box: Element, message: Element): number =>
  message.getBoundingClientRect().top - box.getBoundingClientRect().top

/** The first message that reaches into view. Runs are in order, so halving finds the one; thousands may be loaded. */
function topmost(box: Element): Held | null {
  const edge = box.getBoundingClientRect().top
  const lines = box.firstElementChild?.children
  if (!lines) return null
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] as Element).getBoundingClientRect().bottom > edge) high = middle
    else low = middle + 1
  }
  for (let line = lines[low]; line; line = line.nextElementSibling ?? undefined) {
    const message = messageBelow(line, edge)
    if (message) return { message, at: offset(box, message), scrollTop: box.scrollTop }
  }
  return null
}

/** Of a run its first message below `edge`; of a timeline line itself; of a day or the like nothing. */
function messageBelow(line: Element, edge: number): Element | undefined {
  if (line.matches("[data-message]")) return line
  const messages = Array.from(line.querySelectorAll("[data-message]"))
  return messages.find((message) => message.getBoundingClientRect().bottom > edge)
}

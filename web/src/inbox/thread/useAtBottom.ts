import { type RefObject, useEffect, useState } from "react"

/** Near enough to the newest message to count as reading it. */
const NEAR = 48

/** Whether the newest message is in view. In a column-reverse box scrollTop is 0 there and falls below it upwards. */
export function useAtBottom(box: RefObject<HTMLDivElement | null>): boolean {
  const [atBottom, setAtBottom] = useState(true)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setAtBottom(element.scrollTop > -NEAR)
    element.addEventListener("scroll", look, { passive: true })
    return () => element.removeEventListener("scroll", look)
  }, [box])
  return atBottom
}

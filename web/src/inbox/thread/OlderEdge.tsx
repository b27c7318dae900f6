import { type RefObject, useEffect, useState } from "react"
import { useWords } from "../../i18n/useWords"
import { Edge } from "./Edge"
import type { Edge as End } from "./useThread"

interface Props {
  box: RefObject<HTMLDivElement | null>
  count: number
  hasMore: boolean
  older: End
}

/** While one scrolls, asked for this far before the upper end comes into view, so that scrolling rarely meets it. */
const AHEAD = "1200px 0px 0px 0px"

/** The upper end of what is loaded, or where it all began. */
export function OlderEdge({ box, count, hasMore, older }: Props) {
  const { t } = useWords()
  const wanted = useWanted(box)
  return (
    <Edge box={box} count={count} end={older} ahead={AHEAD} more={hasMore} wanted={wanted}>
      <span>{t("thread:beginning")}</span>
    </Edge>
  )
}

/** A thread opens on its latest messages: older ones are asked for once one scrolls, or at once where they leave room. */
function useWanted(box: RefObject<HTMLElement | null>): boolean {
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element || wanted) return
    if (element.scrollHeight <= element.clientHeight) return setWanted(true)
    const want = () => setWanted(true)
    element.addEventListener("scroll", want, { passive: true, once: true })
    return () => element.removeEventListener("scroll", want)
  }, [box, wanted])
  return wanted
}

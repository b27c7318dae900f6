import { type RefObject, useEffect, useRef, useState } from "react"
import { Spinner } from "../../components/Spinner"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import classes from "./Scroller.module.css"
import type { Edge } from "./useThread"

interface Props {
  box: RefObject<HTMLDivElement | null>
  count: number
  hasMore: boolean
  older: Edge
}

/** While one scrolls, asked for this far before the upper end comes into view, so that scrolling rarely meets it. */
const AHEAD = "1200px 0px 0px 0px"

/** The upper end of what is loaded: loads what is before it, says so when that fails, and says where it all began. */
export function OlderEdge({ box, count, hasMore, older }: Props) {
  const { t } = useWords()
  const edge = useRef<HTMLDivElement>(null)
  const wanted = useWanted(box)
  const { load } = older
  const ready = wanted && hasMore && !older.loading && older.error === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more loaded, the edge is looked at anew
  useEffect(() => {
    if (!ready || !edge.current) return
    // On a busy machine one call brings several sightings; the last is how it is now
    const look = (seen: IntersectionObserverEntry[]) => void (seen.at(-1)?.isIntersecting && load())
    const observer = new IntersectionObserver(look, { root: box.current, rootMargin: AHEAD })
    observer.observe(edge.current)
    return () => observer.disconnect()
  }, [ready, count, load, box])
  return (
    <div ref={edge} className={classes.edge}>
      {older.error !== null ? (
        <>
          <span role="alert">{wordError(t, older.error)}</span>
          <button type="button" onClick={() => void load()}>
            {t("common:try_again")}
          </button>
        </>
      ) : hasMore ? (
        older.loading && <Spinner label={t("common:loading")} />
      ) : (
        <span>{t("thread:beginning")}</span>
      )}
    </div>
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

import { type ReactNode, type RefObject, useEffect, useRef } from "react"
import { Spinner } from "../../components/Spinner"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import classes from "./Scroller.module.css"
import type { Edge as End } from "./useThread"

interface Props {
  box: RefObject<HTMLElement | null>
  /** How much is loaded: with more, the edge is looked at anew. */
  count: number
  end: End
  /** How far before it comes into view more is asked for, as a margin of the box. */
  ahead: string
  /** Whether there is more that way. */
  more: boolean
  /** Whether one scrolls that way already. */
  wanted?: boolean
  /** What stands where there is no more. */
  children?: ReactNode
}

/** An end of what is loaded of a thread: loads on as one comes near, and says so when that fails. */
export function Edge({ box, count, end, ahead, more, wanted = true, children }: Props) {
  const { t } = useWords()
  const edge = useRef<HTMLDivElement>(null)
  const { loading, error, load } = end
  const ready = wanted && more && !loading && error === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more loaded, the edge is looked at anew
  useEffect(() => {
    if (!ready || !edge.current) return
    // On a busy machine one call brings several sightings; the last is how it is now
    const look = (seen: IntersectionObserverEntry[]) => void (seen.at(-1)?.isIntersecting && load())
    const observer = new IntersectionObserver(look, { root: box.current, rootMargin: ahead })
    observer.observe(edge.current)
    return () => observer.disconnect()
  }, [ready, count, load, box, ahead])
  return (
    <div ref={edge} className={classes.edge}>
      {error !== null ? (
        <>
          <span role="alert">{wordError(t, error)}</span>
          <button type="button" onClick={() => void load()}>
            {t("common:try_again")}
          </button>
        </>
      ) : more ? (
        loading && <Spinner label={t("common:loading")} />
      ) : (
        children
      )}
    </div>
  )
}

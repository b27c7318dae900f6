import { type RefObject, useEffect, useRef } from "react"
import { Spinner } from "../../components/Spinner"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import classes from "./Scroller.module.css"
import type { Edge } from "./useThread"

interface Props {
  box: RefObject<HTMLDivElement | null>
  count: number
  newer: Edge
}

const AHEAD = "0px 0px 800px 0px"

/** The lower end of what is loaded around a message, where newer ones follow: loads them as one comes near. */
export function NewerEdge({ box, count, newer }: Props) {
  const { t } = useWords()
  const edge = useRef<HTMLDivElement>(null)
  const { loading, error, load } = newer
  const ready = !loading && error === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more loaded, the edge is looked at anew
  useEffect(() => {
    if (!ready || !edge.current) return
    const look = (seen: IntersectionObserverEntry[]) => void (seen.at(-1)?.isIntersecting && load())
    const observer = new IntersectionObserver(look, { root: box.current, rootMargin: AHEAD })
    observer.observe(edge.current)
    return () => observer.disconnect()
  }, [ready, count, load, box])
  return (
    <div ref={edge} className={classes.edge}>
      {error !== null ? (
        <>
          <span role="alert">{wordError(t, error)}</span>
          <button type="button" onClick={() => void load()}>
            {t("common:try_again")}
          </button>
        </>
      ) : (
        loading && <Spinner label={t("common:loading")} />
      )}
    </div>
  )
}

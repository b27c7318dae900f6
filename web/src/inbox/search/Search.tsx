import { type ReactNode, useCallback, useEffect, useRef } from "react"
import { useLocation } from "wouter"
import type { Found, FoundContact } from "../../api/types"
import { placeOf } from "../thread/usePlace"
import { Results } from "./Results"
import { Scope } from "./Scope"
import { SearchField } from "./SearchField"
import { change, useSearching, walk } from "./searching"
import { useResults } from "./useResults"

/** The field on top of the list; while something is looked for, what is found stands in the list's place. */
export function Search({ openId, children }: { openId: number | null; children: ReactNode }) {
  const searching = useSearching()
  const results = useResults(searching)
  const [, go] = useLocation()
  const found: (FoundContact | Found)[] = [...results.contacts, ...results.messages]
  const latest = useRef({ found, openId })
  latest.current = { found, openId }
  const open = useCallback(
    (index: number) => {
      const { found, openId } = latest.current
      const hit = found[index]
      if (!hit) return
      change({ active: index })
      const replace = openId !== null
      if ("by" in hit) return go(`/conversations/${hit.conversation.id}`, { replace })
      const state = { found: { id: hit.id, text: hit.text } }
      go(placeOf(hit.conversation.id, hit.id), { replace, state })
    },
    [go],
  )
  const looking = searching.query.trim() !== ""
  useWalk(looking, open)
  return (
    <>
      <SearchField count={looking && !results.behind ? found.length : 0} open={open} />
      <Scope openId={openId} />
      {looking ? <Results results={results} openId={openId} open={open} /> : children}
    </>
  )
}

/** j and k go through what is found, as they else go through the list. */
function useWalk(searching: boolean, open: (index: number) => void): void {
  const { active } = useSearching()
  const latest = useRef(active)
  latest.current = active
  useEffect(() => {
    if (!searching) return
    walk.by = (step) => open(Math.max(0, latest.current + step))
    return () => {
      walk.by = null
    }
  }, [searching, open])
}

import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { type KeyboardEvent, useEffect, useState } from "react"
import { same } from "./records"
import type { CrmRecord, Panel } from "./types"
import { searchQuery } from "./usePanel"

/** Typing is over for a moment. The CRM may count what it is asked. */
const CALM = 250

export interface FoundRecords {
  choices: CrmRecord[]
  /** The one that Enter takes. */
  at: number
  point: (at: number) => void
  press: (event: KeyboardEvent) => void
  take: (record: CrmRecord) => void
  /** What was looked for; "" before that. */
  q: string
  error: unknown
  /** An answer to what stands in the field is still to come. */
  looking: boolean
  retry: () => void
}

/** What the CRM has like the typed text, walked by ↑ and ↓. What is linked already is left out. */
export function useFound(
  panel: Panel,
  typed: string,
  take: (record: CrmRecord) => void,
  kinds = "person,lead,deal",
): FoundRecords {
  const q = useCalm(typed.trim())
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    ...searchQuery(q, kinds),
    placeholderData: keepPreviousData,
  })
  const [at, point] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results, the first of them
  useEffect(() => point(0), [data])
  const linked = [panel.person, ...panel.items].flatMap((link) => (link ? [link.record] : []))
  const choices =
    q.length < 2
      ? []
      : (data ?? []).filter((record) => !linked.some((other) => same(other, record)))
  const current = choices.length === 0 ? -1 : Math.min(at, choices.length - 1)
  const looking = typed.trim() !== q || isFetching || isPlaceholderData
  const press = (event: KeyboardEvent) => {
    // The Enter of a conversion takes nothing; Safari says so by its number alone
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    const record = choices[current]
    if (step !== 0 && choices.length > 0) {
      event.preventDefault()
      point((current + step + choices.length) % choices.length)
    } else if (event.key === "Enter" && record && !looking) {
      event.preventDefault()
      take(record)
    }
  }
  return {
    choices,
    at: current,
    point,
    press,
    take,
    q,
    error,
    looking,
    retry: () => void refetch(),
  }
}

function useCalm(text: string): string {
  const [calm, setCalm] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), CALM)
    return () => clearTimeout(timer)
  }, [text])
  return calm
}

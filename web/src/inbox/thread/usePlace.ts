import { useQueryClient } from "@tanstack/react-query"
import { useCallback, useMemo, useRef } from "react"
import { useLocation, useSearch } from "wouter"
import { useHistoryState } from "wouter/use-browser-location"
import type { Found } from "../../api/types"
import { keys } from "../caches"
import type { Thread } from "./messages"

/** A message that search found, and what of it: kept beside the address, so that going back shows it again. */
export interface FoundMessage {
  id: number
  text: Found["text"]
}

/** The address of a message in its thread. */
export const placeOf = (conversation: number, message: number): string =>
  `/conversations/${conversation}?message=${message}`

/** Where in the thread the address leads, what was found there, and the way back to the newest. */
export function usePlace(conversation: number) {
  const client = useQueryClient()
  const [, go] = useLocation()
  const given = Number(new URLSearchParams(useSearch()).get("message"))
  const message = Number.isSafeInteger(given) && given > 0 ? given : null
  const found = useHistoryState<{ found?: FoundMessage } | null>()?.found
  const decided = useRef<{ of: string; apart: boolean }>({ of: "", apart: false })
  const of = `${conversation}-${message}`
  if (decided.current.of !== of) {
    const latest = client.getQueryData<Thread>(keys.thread(conversation))
    const near = latest?.items.some(({ id }) => id === message)
    decided.current = { of, apart: message !== null && !near }
  }
  const { apart } = decided.current
  const toMessage = useCallback(
    (id: number) => go(placeOf(conversation, id), { replace: true }),
    [go, conversation],
  )
  const toNewest = useCallback(
    () => go(`/conversations/${conversation}`, { replace: true }),
    [go, conversation],
  )
  return useMemo(
    () => ({
      message,
      /** Whether it lay outside what was loaded when one came: what is around it is then shown apart. */
      apart,
      found: found && found.id === message ? found : null,
      toMessage,
      toNewest,
    }),
    [message, apart, found, toMessage, toNewest],
  )
}

export type Place = ReturnType<typeof usePlace>

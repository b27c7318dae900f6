import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { api } from "../../api/client"
import type { SearchPage } from "../../api/types"
import { keys } from "../caches"
import type { Searching } from "./searching"

/** Between two letters of somebody who types. */
const PAUSE = 180
/** The server ends a page early when it takes long: so often one goes on by oneself while nothing was found. */
const FURTHER = 40
const ALL_CONTACTS = 50

/** What is found, page by page; the results of before stay until those of the new words are there. */
export function useResults({ query, allContacts, channel, contact }: Searching) {
  const asked = useSettled(query.trim(), PAUSE)
  const results = useInfiniteQuery({
    queryKey: [...keys.search, asked, allContacts, channel, contact?.id],
    enabled: asked !== "",
    staleTime: 15_000,
    gcTime: 5 * 60_000,
    placeholderData: keepPreviousData,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }): Promise<SearchPage> => {
      const contacts = allContacts ? ALL_CONTACTS : undefined
      const where = { channel, contact: contact?.id }
      const query = { q: asked, cursor: pageParam, contacts, ...where }
      return api.get("/search", { query, signal })
    },
    getNextPageParam: (page) => page.next_cursor,
  })
  const pages = results.data?.pages ?? []
  const messages = pages.flatMap((page) => page.messages)
  const { hasNextPage, isFetching, isError, fetchNextPage } = results
  const goOn = messages.length === 0 && hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (goOn && pages.length < FURTHER) void fetchNextPage()
  }, [goOn, pages.length, fetchNextPage])
  return {
    ...results,
    contacts: pages[0]?.contacts ?? [],
    moreContacts: pages[0]?.more_contacts ?? false,
    unindexed: pages.at(-1)?.unindexed ?? null,
    messages,
    /** Nothing can be said yet: the first answer is on its way, or nothing was found so far. */
    looking: results.isPending || (messages.length === 0 && hasNextPage && !isError),
    /** What is shown is of other words than those in the field. */
    behind: asked !== query.trim() || results.isPlaceholderData,
  }
}

export type Results = ReturnType<typeof useResults>

/** The value once it has not changed for a while. */
function useSettled(value: string, pause: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return settled
}

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { components } from "../../api/schema"

type Page = components["schemas"]["AuditPageOut"]

/** What is asked for; empty means all. Days are the browser's own, both included. */
export interface Filters {
  member: string
  kind: string
  since: string
  until: string
}

export const noFilters: Filters = { member: "", kind: "", since: "", until: "" }

/** The entries that match, page after page. */
export const useTrail = (filters: Filters) =>
  useInfiniteQuery({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>("/audit", {
        query: { ...asked(filters), cursor: pageParam, limit: 100 },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

function asked({ member, kind, since, until }: Filters) {
  return {
    member: member || null,
    kind: kind || null,
    since: since ? midnight(since, 0) : null,
    until: until ? midnight(until, 1) : null,
  }
}

/** The moment at which a day of a date field begins, or so many days later. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

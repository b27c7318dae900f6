import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { api } from "../../api/client"
import type { ConversationPage } from "../../api/types"
import { keys } from "../caches"
import { recent } from "../recent"
import { missingPages, noRows, PAGE, placePage, type Rows, upsertRow } from "./rows"

/** The conversations as far as they are known; loads the first page, and again after a reconnect. */
export function useRows() {
  const client = useQueryClient()
  return useQuery({
    queryKey: keys.rows,
    queryFn: async ({ signal }) => {
      const asked = performance.now()
      const page = await fetchPage(0, signal)
      return answered(client.getQueryData<Rows>(keys.rows), 0, page, asked)
    },
    structuralSharing: false,
  })
}

/** Loads what rows `first`…`last` need, once the scrolling rests there for a moment. */
export function useRowsInView(rows: Rows | undefined, first: number, last: number): void {
  const client = useQueryClient()
  useEffect(() => {
    if (!rows || rows.items.length === 0) return
    const missing = missingPages(rows, first, Math.min(last, rows.items.length - 1))
    if (missing.length === 0) return
    const timer = setTimeout(() => missing.forEach((page) => void loadPage(client, page)), 60)
    return () => clearTimeout(timer)
  }, [client, rows, first, last])
}

const loading = new Set<number>()

export async function loadPage(client: QueryClient, page: number): Promise<void> {
  if (loading.has(page)) return
  loading.add(page)
  const asked = performance.now()
  try {
    const answer = await client.fetchQuery({
      queryKey: ["conversations-page", page],
      queryFn: ({ signal }) => fetchPage(page * PAGE, signal),
      staleTime: 0,
      gcTime: 0,
    })
    client.setQueryData<Rows>(keys.rows, (rows) => answered(rows, page * PAGE, answer, asked))
  } catch {
    // The skeleton rows stay and are asked for again with the next scroll or reconnect
  } finally {
    loading.delete(page)
  }
}

function answered(
  rows: Rows | undefined,
  offset: number,
  page: ConversationPage,
  asked: number,
): Rows {
  return recent.conversations
    .since(asked)
    .reduce(upsertRow, placePage(rows ?? noRows, offset, page))
}

function fetchPage(offset: number, signal: AbortSignal): Promise<ConversationPage> {
  return api.get("/conversations", {
    query: { section: "all", offset, limit: PAGE, total: offset === 0 },
    signal,
  })
}

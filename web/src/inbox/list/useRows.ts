import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { api } from "../../api/client"
import type { ConversationPage } from "../../api/types"
import { listening } from "../../live/listening"
import { keys, settle } from "../caches"
import { recent } from "../recent"
import { missingPages, noRows, PAGE, placePage, type Rows } from "./rows"
import { useView, type View } from "./view"

/** The view's conversations as far as they are known; loads the first page, and again after a reconnect. */
export function useRows() {
  const client = useQueryClient()
  const view = useView()
  return useQuery({
    queryKey: keys.rows(view),
    queryFn: async ({ signal }) => {
      const asked = await listening.begun()
      const page = await fetchPage(view, 0, signal)
      return answered(client, view, 0, page, asked)
    },
    structuralSharing: false,
  })
}

/** Loads what rows `first`…`last` need, once the scrolling rests there for a moment. */
export function useRowsInView(rows: Rows | undefined, first: number, last: number): void {
  const client = useQueryClient()
  const view = useView()
  useEffect(() => {
    if (!rows || rows.items.length === 0) return
    const missing = missingPages(rows, first, Math.min(last, rows.items.length - 1))
    if (missing.length === 0) return
    const timer = setTimeout(() => missing.forEach((page) => void loadPage(client, view, page)), 60)
    return () => clearTimeout(timer)
  }, [client, view, rows, first, last])
}

const loading = new Set<string>()

export async function loadPage(client: QueryClient, view: View, page: number): Promise<void> {
  const name = JSON.stringify([view, page])
  if (loading.has(name)) return
  loading.add(name)
  const asked = performance.now()
  try {
    const answer = await client.fetchQuery({
      queryKey: ["conversations-page", view, page],
      queryFn: ({ signal }) => fetchPage(view, page * PAGE, signal),
      staleTime: 0,
      gcTime: 0,
    })
    client.setQueryData<Rows>(keys.rows(view), answered(client, view, page * PAGE, answer, asked))
  } catch {
    // The skeleton rows stay and are asked for again with the next scroll or reconnect
  } finally {
    loading.delete(name)
  }
}

function answered(
  client: QueryClient,
  view: View,
  offset: number,
  page: ConversationPage,
  asked: number,
): Rows {
  const known = client.getQueryData<Rows>(keys.rows(view)) ?? noRows
  return recent.conversations
    .since(asked)
    .reduce((rows, row) => settle(client, view, rows, row), placePage(known, offset, page))
}

function fetchPage(view: View, offset: number, signal: AbortSignal): Promise<ConversationPage> {
  return api.get("/conversations", {
    query: { ...asQuery(view), offset, limit: PAGE, total: offset === 0 },
    signal,
  })
}

/** Without what is not asked for: the address of the list then says what it shows. */
function asQuery({ section, sort, channel, assignee, unread, waiting }: View) {
  return { section, sort, channel, assignee, unread: unread || null, waiting: waiting || null }
}

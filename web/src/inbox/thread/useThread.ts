import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback, useEffect, useRef, useState } from "react"
import { api } from "../../api/client"
import type { Conversation, MessagePage } from "../../api/types"
import { listening } from "../../live/listening"
import { keys } from "../caches"
import type { Rows } from "../list/rows"
import { currentView } from "../list/view"
import { recent } from "../recent"
import {
  appendNewer,
  LATEST,
  mergeAround,
  mergeLatest,
  prependOlder,
  type Thread,
  upsertMessage,
  withoutOlder,
} from "./messages"

function threadQuery(client: QueryClient, id: number) {
  return queryOptions({
    queryKey: keys.thread(id),
    queryFn: async ({ signal }): Promise<Thread> => {
      const asked = await listening.begun()
      const page = await fetchMessages(id, {}, signal)
      const merged = mergeLatest(client.getQueryData<Thread>(keys.thread(id)), page)
      return withNews(merged, id, asked)
    },
    structuralSharing: false,
  })
}

/** The loaded end of a conversation, and the way to what is before it. */
export function useThread(id: number) {
  const client = useQueryClient()
  const query = useQuery(threadQuery(client, id))
  const older = useEdge(keys.thread(id), "before")
  return { ...query, older }
}

/** What stands around `message`, and the ways on from there; nothing while that is null. */
export function useAround(id: number, message: number | null) {
  const client = useQueryClient()
  const queryKey = keys.around(id, message ?? 0)
  const query = useQuery({
    queryKey,
    enabled: message !== null,
    gcTime: 60_000,
    structuralSharing: false,
    queryFn: async ({ signal }): Promise<Thread> => {
      const asked = await listening.begun()
      const page = await fetchMessages(id, { around: message ?? 0 }, signal)
      return withNews(mergeAround(client.getQueryData<Thread>(queryKey), page), id, asked)
    },
  })
  return { ...query, older: useEdge(queryKey, "before"), newer: useEdge(queryKey, "after") }
}

/** One end of what is loaded: whether more is on its way there, what kept it, and how to ask for it. */
export interface Edge {
  loading: boolean
  error: unknown
  load: () => Promise<void>
}

function useEdge(
  queryKey: readonly ["messages", number, ...unknown[]],
  side: "before" | "after",
): Edge {
  const client = useQueryClient()
  const [state, setState] = useState<Omit<Edge, "load">>({ loading: false, error: null })
  const latest = useRef(queryKey)
  latest.current = queryKey
  const load = useCallback(async () => {
    const queryKey = latest.current
    const last = client.getQueryData<Thread>(queryKey)?.items.at(side === "before" ? 0 : -1)
    if (!last) return
    setState({ loading: true, error: null })
    const asked = performance.now()
    try {
      const page = await fetchMessages(queryKey[1], { [side]: last.id })
      client.setQueryData<Thread>(queryKey, (thread) => {
        if (!thread) return thread
        if (side === "before") return prependOlder(thread, page)
        return withNews(appendNewer(thread, page), queryKey[1], asked)
      })
      setState({ loading: false, error: null })
    } catch (error) {
      setState({ loading: false, error })
    }
  }, [client, side])
  return { ...state, load }
}

/** An answer, with what changed since its question. */
function withNews(thread: Thread, id: number, asked: number): Thread {
  const news = recent.messages.since(asked).filter((message) => message.conversation_id === id)
  return news.reduce(upsertMessage, thread)
}

/** Lets go of what was loaded by scrolling when the conversation is left. */
export function useForgetOlder(id: number): void {
  const client = useQueryClient()
  useEffect(
    () => () => {
      client.setQueryData<Thread>(keys.thread(id), (thread) => thread && withoutOlder(thread))
    },
    [client, id],
  )
}

/** One conversation, drawn from its row of the list until its own answer is there. */
export function useConversation(id: number) {
  const client = useQueryClient()
  const deleted = useDeleted(id)
  return useQuery<Conversation>({
    enabled: !deleted,
    queryKey: keys.conversation(id),
    queryFn: async ({ signal }) => {
      const asked = await listening.begun()
      const answer = await api.get<Conversation>(`/conversations/${id}`, { signal })
      return recent.conversations.since(asked).findLast((row) => row.id === id) ?? answer
    },
    placeholderData: () =>
      client.getQueryData<Rows>(keys.rows(currentView()))?.items.find((row) => row?.id === id),
  })
}

/** Whether it was deleted while this browser was open; by whom it was is in the audit trail. */
export function useDeleted(id: number): boolean {
  const { data } = useQuery({
    queryKey: keys.deleted(id),
    queryFn: () => false,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return data === true
}

/** On hover and around the open row, so that the next conversation is drawn from the cache. */
export function prefetchThread(client: QueryClient, id: number): void {
  void client.prefetchQuery(threadQuery(client, id))
}

type Where = { before?: number; after?: number; around?: number }

function fetchMessages(id: number, where: Where, signal?: AbortSignal): Promise<MessagePage> {
  return api.get(`/conversations/${id}/messages`, { query: { ...where, limit: LATEST }, signal })
}

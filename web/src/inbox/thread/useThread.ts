import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback, useEffect, useState } from "react"
import { api } from "../../api/client"
import type { Conversation, MessagePage } from "../../api/types"
import { keys } from "../caches"
import type { Rows } from "../list/rows"
import { currentView } from "../list/view"
import { recent } from "../recent"
import {
  LATEST,
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
      const asked = performance.now()
      const page = await fetchMessages(id, undefined, signal)
      const merged = mergeLatest(client.getQueryData<Thread>(keys.thread(id)), page)
      const news = recent.messages.since(asked).filter((message) => message.conversation_id === id)
      return news.reduce(upsertMessage, merged)
    },
    structuralSharing: false,
  })
}

/** The loaded end of a conversation, and the way to what is before it. */
export function useThread(id: number) {
  const client = useQueryClient()
  const query = useQuery(threadQuery(client, id))
  const [older, setOlder] = useState<{ loading: boolean; error: unknown }>({
    loading: false,
    error: null,
  })
  const loadOlder = useCallback(async () => {
    const oldest = client.getQueryData<Thread>(keys.thread(id))?.items[0]
    if (!oldest) return
    setOlder({ loading: true, error: null })
    try {
      const page = await fetchMessages(id, oldest.id)
      client.setQueryData<Thread>(keys.thread(id), (thread) => thread && prependOlder(thread, page))
      setOlder({ loading: false, error: null })
    } catch (error) {
      setOlder({ loading: false, error })
    }
  }, [client, id])
  return { ...query, older, loadOlder }
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
      const asked = performance.now()
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

function fetchMessages(id: number, before?: number, signal?: AbortSignal): Promise<MessagePage> {
  return api.get(`/conversations/${id}/messages`, { query: { before, limit: LATEST }, signal })
}

import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query"
import { api, type Options } from "../api/client"
import type { Conversation } from "../api/types"
import { listening } from "../live/listening"
import type {
  CrmInfo,
  Deal,
  DealPage,
  FeedPage,
  Kind,
  Lead,
  LeadPage,
  Person,
  PersonPage,
  Pipeline,
  Status,
} from "./types"

async function ask<T>(path: string, options: Options): Promise<T> {
  await listening.begun()
  return api.get<T>(path, options)
}

/** Which deals a list shows. */
export interface DealsView {
  pipeline: number | null
  status: Status
  owner: number | null
  q: string
}

const paged = { initialPageParam: "", placeholderData: keepPreviousData, staleTime: 0 }

export const useDeals = ({ status, ...view }: DealsView) =>
  useInfiniteQuery({
    ...paged,
    queryKey: ["deals", { status, ...view }],
    queryFn: ({ pageParam, signal }) => {
      const archived = status === "archived"
      const query = { ...view, archived, status: archived ? null : status, cursor: pageParam }
      return ask<DealPage>("/deals", { query, signal })
    },
    getNextPageParam: (page) => page.next_cursor,
  })

export const useLeads = (view: { archived: boolean; q: string }) =>
  useInfiniteQuery({
    ...paged,
    queryKey: ["leads", view],
    queryFn: ({ pageParam, signal }) =>
      ask<LeadPage>("/leads", { query: { ...view, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  })

export const useFeed = (kind: Kind, id: number, only: string) =>
  useInfiniteQuery({
    ...paged,
    queryKey: ["feed", kind, id, only],
    queryFn: ({ pageParam, signal }) =>
      ask<FeedPage>(`/${kind}s/${id}/feed`, { query: { kind: only, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  })

/** Whose name, number or address this is like; the first few. */
export const personsQuery = (q: string) =>
  queryOptions({
    queryKey: ["persons", q],
    queryFn: ({ signal }) => ask<PersonPage>("/persons", { query: { q, limit: 5 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: q !== "",
  })

/** Which CRM the workspace has. */
export const crmQuery = queryOptions({
  queryKey: ["crm-info"],
  queryFn: ({ signal }) => api.get<CrmInfo>("/crm", { signal }),
  staleTime: 5 * 60_000,
})

export const pipelinesQuery = queryOptions({
  queryKey: ["pipelines"],
  queryFn: ({ signal }) => ask<Pipeline[]>("/pipelines", { signal }),
  staleTime: 60_000,
})

export const dealQuery = (id: number) =>
  queryOptions({
    queryKey: ["deal", id],
    queryFn: ({ signal }) => ask<Deal>(`/deals/${id}`, { signal }),
    staleTime: 0,
  })

export const leadQuery = (id: number) =>
  queryOptions({
    queryKey: ["lead", id],
    queryFn: ({ signal }) => ask<Lead>(`/leads/${id}`, { signal }),
    staleTime: 0,
  })

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: ["person", id],
    queryFn: ({ signal }) => ask<Person>(`/persons/${id}`, { signal }),
    staleTime: 0,
  })

/** Those with them that the reader may see. */
export const conversationsQuery = (kind: Kind, id: number) =>
  queryOptions({
    queryKey: ["record-conversations", kind, id],
    queryFn: ({ signal }) => ask<Conversation[]>(`/${kind}s/${id}/conversations`, { signal }),
    staleTime: 0,
  })

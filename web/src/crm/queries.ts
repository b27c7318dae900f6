import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query"
import { api, type Options } from "../api/client"
import type { Conversation } from "../api/types"
import { listening } from "../live/listening"
import { whileAsking } from "./boardCaches"
import type {
  Board,
  BoardView,
  ColumnPage,
  CrmInfo,
  Deal,
  DealPage,
  FeedPage,
  Kind,
  Lead,
  LeadPage,
  Organization,
  OrganizationPage,
  Person,
  PersonPage,
  Pipeline,
  Status,
  Sum,
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

export const usePersons = (q: string) =>
  useInfiniteQuery({
    ...paged,
    queryKey: ["persons", "list", q],
    queryFn: ({ pageParam, signal }) =>
      ask<PersonPage>("/persons", { query: { q, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  })

export const useOrganizations = (q: string) =>
  useInfiniteQuery({
    ...paged,
    queryKey: ["organizations", "list", q],
    queryFn: ({ pageParam, signal }) =>
      ask<OrganizationPage>("/organizations", { query: { q, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  })

/** Those whose name or address this is like; the first few. */
export const organizationsQuery = (q: string) =>
  queryOptions({
    queryKey: ["organizations", "found", q],
    queryFn: ({ signal }) =>
      ask<OrganizationPage>("/organizations", { query: { q, limit: 5 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: q !== "",
  })

/** Whose name, number or address this is like; the first few. */
export const personsQuery = (q: string) =>
  queryOptions({
    queryKey: ["persons", "found", q],
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

const FIRST = 30
const MOST = 100

/** Open deals by their stages; of a column that was read further down, as many at once as can be. */
export const boardQuery = (pipeline: number, view: BoardView) =>
  queryOptions({
    queryKey: ["board", pipeline, view],
    queryFn: ({ client, queryKey, signal }) => {
      const known = client.getQueryData<Board>(queryKey)?.stages ?? []
      const most = Math.max(FIRST, ...known.map(({ deals }) => deals.length))
      const query = { ...view, limit: Math.min(MOST, most) }
      return whileAsking(view, () => ask<Board>(`/pipelines/${pipeline}/board`, { query, signal }))
    },
    staleTime: 0,
  })

export const sumsQuery = (pipeline: number, view: BoardView) =>
  queryOptions({
    queryKey: ["sums", pipeline, view],
    queryFn: ({ signal }) =>
      ask<Sum[]>(`/pipelines/${pipeline}/sums`, { query: { ...view }, signal }),
    staleTime: 0,
  })

export const askForColumn = (stage: number, view: BoardView, cursor: string) =>
  ask<ColumnPage>(`/stages/${stage}/deals`, { query: { ...view, cursor, limit: MOST } })

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

export const organizationQuery = (id: number) =>
  queryOptions({
    queryKey: ["organization", id],
    queryFn: ({ signal }) => ask<Organization>(`/organizations/${id}`, { signal }),
    staleTime: 0,
  })

/** Those with them that the reader may see. */
export const conversationsQuery = (kind: Kind, id: number) =>
  queryOptions({
    queryKey: ["record-conversations", kind, id],
    queryFn: ({ signal }) => ask<Conversation[]>(`/${kind}s/${id}/conversations`, { signal }),
    staleTime: 0,
  })

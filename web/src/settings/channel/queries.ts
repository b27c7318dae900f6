import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { components } from "../../api/schema"

type Schemas = components["schemas"]

export type Health = Schemas["HealthOut"]
export type Hour = Schemas["HourOut"]
export type Events = Schemas["ChannelEventsOut"]
export type Aside = Schemas["AsideOut"]
export type AsidePage = Schemas["AsidePageOut"]
export type Trial = Schemas["TrialOut"]
export type ChatLink = Schemas["ChatLinkOut"]
export type StartButton = Schemas["StartButtonOut"]
export type Automation = Schemas["AutomationOut"]
export type AutomationChange = Partial<Omit<Automation, "private" | "readers" | "by_phone">>

/** The stream says nothing of these: while the page is open they are asked for again now and then. */
const EVERY = 15_000
const SOON = 1_000

export const healthQuery = (id: number, hurry = false) =>
  queryOptions({
    queryKey: ["channel", id, "health"],
    queryFn: ({ signal }) => api.get<Health>(`/channels/${id}/health`, { signal }),
    staleTime: 0,
    refetchInterval: hurry ? SOON : EVERY,
  })

export const eventsQuery = (id: number) =>
  queryOptions({
    queryKey: ["channel", id, "events"],
    queryFn: ({ signal }) => api.get<Events>(`/channels/${id}/events`, { signal }),
    staleTime: 0,
    refetchInterval: EVERY,
  })

export const asideQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ["channel", id, "aside"],
    queryFn: ({ pageParam, signal }) =>
      api.get<AsidePage>(`/channels/${id}/set-aside`, { query: { cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page: AsidePage) => page.next_cursor,
    staleTime: 0,
    // What is tried again has its outcome within a moment
    refetchInterval: (query) => (query.state.data?.pages.at(0)?.waiting ? SOON : EVERY),
  })

export const chatLinkQuery = (id: number) =>
  queryOptions({
    queryKey: ["channel", id, "chat-link"],
    queryFn: ({ signal }) => api.get<ChatLink | null>(`/channels/${id}/chat-link`, { signal }),
  })

/** The provider itself is asked, and does not like to be asked often. */
export const startButtonQuery = (id: number) =>
  queryOptions({
    queryKey: ["channel", id, "start-button"],
    queryFn: ({ signal }) => api.get<StartButton>(`/channels/${id}/start-button`, { signal }),
    staleTime: 10 * 60_000,
    retry: false,
  })

export const automationQuery = (id: number) =>
  queryOptions({
    queryKey: ["channel", id, "automation"],
    queryFn: ({ signal }) => api.get<Automation>(`/channels/${id}/automation`, { signal }),
  })

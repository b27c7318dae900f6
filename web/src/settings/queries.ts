import { queryOptions } from "@tanstack/react-query"
import { api } from "../api/client"
import { listening } from "../live/listening"
import type { Invitation, Member, Page, Provider, Token, Workspace } from "./types"

/** The live stream does not carry these, so each visit asks again while the last answer is shown. */
const fresh = { staleTime: 0 } as const

export const providersQuery = queryOptions({
  queryKey: ["providers"],
  queryFn: async ({ signal }) => {
    await listening.begun()
    return api.get<Provider[]>("/providers", { signal })
  },
  ...fresh,
})

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => api.get<Member[]>("/members", { signal }),
  ...fresh,
})

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => api.get<Workspace>("/workspace", { signal }),
  ...fresh,
})

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => api.get<Invitation[]>("/invitations", { signal }),
  ...fresh,
})

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => api.get<Token[]>("/tokens", { signal }),
  ...fresh,
})

export const pagesQuery = (connection: number) =>
  queryOptions({
    queryKey: ["pages", connection],
    queryFn: ({ signal }) => api.get<Page[]>(`/connections/${connection}/pages`, { signal }),
    ...fresh,
    gcTime: 0,
  })

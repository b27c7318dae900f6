import { keepPreviousData, queryOptions, useInfiniteQuery } from "@tanstack/react-query"
import { api } from "../api/client"
import type { components } from "../api/schema"
import { listening } from "../live/listening"

export type ContactPage = components["schemas"]["ContactPageOut"]
export type Contact = components["schemas"]["ContactOut"]
export type ContactDetails = components["schemas"]["ContactDetailsOut"]

/** Contacts whose name begins like this, page after page. */
export const useContacts = (q: string) =>
  useInfiniteQuery({
    queryKey: ["contacts", q],
    queryFn: async ({ pageParam, signal }) => {
      await listening.begun()
      return api.get<ContactPage>("/contacts", { query: { q, cursor: pageParam }, signal })
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const contactQuery = (id: number) =>
  queryOptions({
    queryKey: ["contact", id],
    queryFn: async ({ signal }) => {
      await listening.begun()
      return api.get<ContactDetails>(`/contacts/${id}`, { signal })
    },
    staleTime: 0,
  })

/** Names are never invented: without one, the short form of an id stands in. */
export const nameOf = ({ name, identities }: Contact): string =>
  name || (identities[0]?.short_id ?? "")

export const pictureOf = ({ identities }: Contact): string | null =>
  identities.find(({ picture_url }) => picture_url !== null)?.picture_url ?? null

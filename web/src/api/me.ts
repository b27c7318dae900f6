import { queryOptions, useQuery, useSuspenseQuery } from "@tanstack/react-query"
import { api } from "./client"
import type { Me } from "./types"

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => api.get<Me>("/me", { signal }),
  staleTime: 5 * 60_000,
})

/** The signed-in member. Only below the sign-in gate, where it is known to be there. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** The same where nobody may be signed in: `error.status === 401` then. */
export const useMaybeMe = () => useQuery(meQuery)

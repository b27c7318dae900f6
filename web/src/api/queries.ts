import { QueryClient } from "@tanstack/react-query"
import { ApiError } from "./error"

/** The live stream keeps the caches true, so nothing refetches by itself on focus. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 30 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        retry: (failures, error) => error instanceof ApiError && error.temporary && failures < 2,
        retryDelay: (attempt) => Math.min(4000, 400 * 2 ** attempt) * (0.7 + Math.random() * 0.6),
      },
      mutations: { networkMode: "always" },
    },
  })
}

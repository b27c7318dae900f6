import { useQuery, useQueryClient } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { Counts } from "../../api/types"
import { listening } from "../../live/listening"
import { keys } from "../caches"

/** How many conversations stand in each section. Asked for once; after that the stream tells. */
export function useCounts() {
  const client = useQueryClient()
  return useQuery({
    queryKey: keys.counts,
    queryFn: async ({ signal }) => {
      await listening.begun()
      const before = client.getQueryData<Counts>(keys.counts)
      const answer = await api.get<Counts>("/conversations/counts", { signal })
      const told = client.getQueryData<Counts>(keys.counts)
      // Counted later than what was asked for
      return told && told !== before ? told : answer
    },
  })
}

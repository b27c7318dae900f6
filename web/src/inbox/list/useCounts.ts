import { useQuery } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { Counts } from "../../api/types"
import { keys } from "../caches"

/** How many conversations stand in each section. Asked for once; after that the stream tells. */
export const useCounts = () =>
  useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => api.get<Counts>("/conversations/counts", { signal }),
  })

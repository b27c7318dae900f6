import { useQuery } from "@tanstack/react-query"
import { api } from "../api/client"
import type { Channel } from "../api/types"
import { keys } from "./caches"

export const useChannels = () =>
  useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => api.get<Channel[]>("/channels", { signal }),
  })

export function useChannel(id: number | undefined): Channel | undefined {
  return useChannels().data?.find((channel) => channel.id === id)
}

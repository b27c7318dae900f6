import { useQuery } from "@tanstack/react-query"
import { api } from "../api/client"
import type { Channel } from "../api/types"
import { listening } from "../live/listening"
import { keys, upsertChannel } from "./caches"
import { recent } from "./recent"

export const useChannels = () =>
  useQuery({
    queryKey: keys.channels,
    queryFn: async ({ signal }) => {
      const asked = await listening.begun()
      const answer = await api.get<Channel[]>("/channels", { signal })
      return recent.channels.since(asked).reduce(upsertChannel, answer)
    },
  })

export function useChannel(id: number | undefined): Channel | undefined {
  return useChannels().data?.find((channel) => channel.id === id)
}

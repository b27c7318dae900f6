import { useQueryClient } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { putChannel } from "../../inbox/caches"

type Change = Partial<
  Pick<Channel, "human_agent" | "typing_indicator" | "mark_seen" | "return_when_away">
>

/** Switches something of a channel on or off. */
export function useChangeChannel(channel: Channel) {
  const client = useQueryClient()
  return async (change: Change): Promise<void> =>
    putChannel(client, await api.patch<Channel>(`/channels/${channel.id}`, change))
}

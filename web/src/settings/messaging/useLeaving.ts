import { useQueryClient } from "@tanstack/react-query"
import { keys } from "../../inbox/caches"
import { providersQuery } from "../queries"
import type { Leaving } from "../types"

/** After something was disconnected: what is shown is asked for again, and what the provider kept is handed on. */
export function useLeaving(onLeft: (names: string[]) => void) {
  const client = useQueryClient()
  return async (leaving: Promise<Leaving>): Promise<void> => {
    const { still_reported } = await leaving
    onLeft(still_reported.map(({ name }) => name))
    await Promise.all(
      [keys.channels, providersQuery.queryKey].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  }
}

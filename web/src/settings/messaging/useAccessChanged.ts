import { useQueryClient } from "@tanstack/react-query"
import { keys } from "../../inbox/caches"
import { providersQuery } from "../queries"

/** After a change of who may do what with an installation: what this page shows is asked for again. */
export function useAccessChanged(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all(
      [providersQuery.queryKey, keys.channels].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  }
}

import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { keys } from "../caches"
import type { Rows } from "../list/rows"
import { currentView } from "../list/view"
import { prefetchThread } from "./useThread"

/** Two down, one up: j is pressed more often than k. */
const AROUND = [1, 2, -1]

/** Has the conversations around the open one loaded before j or k asks for them. */
export function useNeighbours(openId: number | null): void {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setTimeout(() => {
      const items = client.getQueryData<Rows>(keys.rows(currentView()))?.items ?? []
      const at = openId === null ? -1 : items.findIndex((row) => row?.id === openId)
      for (const step of AROUND) {
        const row = items[at + step]
        if (row) prefetchThread(client, row.id)
      }
    }, 120)
    return () => clearTimeout(timer)
  }, [client, openId])
}

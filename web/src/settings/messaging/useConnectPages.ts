import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { keys } from "../../inbox/caches"
import { pagesQuery, providersQuery } from "../queries"
import { connectEach, type Progress } from "./progress"

interface Connected {
  channels: Channel[]
  failed: { external_id: string; code: string }[]
}

const nothing: Progress = new Map()

/** Connects Pages and shows how far it is. Answers the progress at the end, or null when it broke off. */
export function useConnectPages(connection: number) {
  const client = useQueryClient()
  const [progress, setProgress] = useState(nothing)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const connect = async (id: string, startButton: boolean) => {
    const path = `/connections/${connection}/pages`
    const answer = await api.post<Connected>(path, {
      external_ids: [id],
      start_button: startButton,
    })
    return answer.failed.find(({ external_id }) => external_id === id)?.code ?? null
  }
  const run = async (ids: string[], startButton: boolean): Promise<Progress | null> => {
    setRunning(true)
    setError(null)
    try {
      return await connectEach(ids, (id) => connect(id, startButton), setProgress)
    } catch (failure) {
      setError(failure)
      return null
    } finally {
      setRunning(false)
      void client.invalidateQueries({ queryKey: keys.channels })
      void client.invalidateQueries({ queryKey: providersQuery.queryKey })
      void client.invalidateQueries({ queryKey: pagesQuery(connection).queryKey })
    }
  }
  return { run, progress, running, error }
}

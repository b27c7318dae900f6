import { queryOptions, useQueryClient } from "@tanstack/react-query"
import { api } from "../../../api/client"
import { refreshRecords } from "../../../crm/caches"
import { listening } from "../../../live/listening"
import type { CrmPipeline, CrmRecord, Panel, Reading } from "./types"

export const panelQuery = (conversation: number) =>
  queryOptions({
    queryKey: ["crm", conversation],
    queryFn: async ({ signal }) => {
      await listening.begun()
      return api.get<Panel>(`/conversations/${conversation}/crm`, { signal })
    },
    staleTime: 30_000,
  })

/** As one types: who and what in the CRM is like it. The CRM itself is asked, so not for every letter. */
export const searchQuery = (q: string, kinds: string) =>
  queryOptions({
    queryKey: ["crm-search", kinds, q],
    queryFn: ({ signal }) => api.get<CrmRecord[]>("/crm/search", { query: { q, kinds }, signal }),
    enabled: q.length >= 2,
    staleTime: 10_000,
    gcTime: 60_000,
  })

/** Where deals of the CRM go through, whichever CRM it is. */
export const crmPipelinesQuery = queryOptions({
  queryKey: ["crm-pipelines"],
  queryFn: ({ signal }) => api.get<CrmPipeline[]>("/crm/pipelines", { signal }),
  staleTime: 60_000,
})

/** Who will be able to read what goes into a record; without `id`, into one that is about to be made. */
export const readersQuery = (
  conversation: number,
  asked: { kind: string; id?: string; visibility?: string },
) =>
  queryOptions({
    queryKey: ["crm-readers", conversation, asked],
    queryFn: ({ signal }) =>
      api.get<Reading>(`/conversations/${conversation}/crm/readers`, { query: asked, signal }),
    staleTime: 0,
    gcTime: 0,
  })

/** Does what answers with the card as it then is, and shows that. */
export function usePanelAct(conversation: number): (act: () => Promise<Panel>) => Promise<Panel> {
  const client = useQueryClient()
  const { queryKey } = panelQuery(conversation)
  return async (act) => {
    try {
      const panel = await act()
      // What was asked before it is older
      await client.cancelQueries({ queryKey })
      client.setQueryData(queryKey, panel)
      return panel
    } catch (error) {
      void client.invalidateQueries({ queryKey })
      throw error
    } finally {
      void refreshRecords(client, { but: "crm" })
    }
  }
}

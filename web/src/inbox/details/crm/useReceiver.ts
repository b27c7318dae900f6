import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { toast } from "../../../components/toast"
import { wordError } from "../../../i18n/codes"
import { ask } from "./asking"
import { same } from "./records"
import type { CrmRecord, Link, Panel } from "./types"
import { usePanelAct } from "./usePanel"

export type LinkChange = Partial<Pick<Link, "transcript">> & {
  receives?: boolean
  /** The note that runs goes along. */
  move?: boolean
  agreed?: boolean
}

/** Changes how a record is linked; what was refused is said in a corner. */
export function useLinkChange(panel: Panel) {
  const { t } = useTranslation()
  const act = usePanelAct(panel.conversation_id)
  return useMutation({
    mutationFn: ({ link, change }: { link: Link; change: LinkChange }) =>
      act(() => api.patch<Panel>(`/crm-links/${link.id}`, change)),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
}

/** Has another deal or lead get the messages, or whichever would by itself. */
export function useReceiver(panel: Panel) {
  const { t } = useTranslation()
  const act = usePanelAct(panel.conversation_id)
  const change = useLinkChange(panel)
  const linkIt = useMutation({
    mutationFn: ({ kind, id }: CrmRecord) =>
      act(() => api.post<Panel>(`/conversations/${panel.conversation_id}/crm/links`, { kind, id })),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  const linkTo = (record: CrmRecord) => panel.items.find((link) => same(link.record, record))
  return {
    busy: change.isPending || linkIt.isPending,
    choose: (record: CrmRecord) => {
      const link = linkTo(record)
      if (link) change.mutate({ link, change: { receives: true } })
      // Others will be able to read it: that is asked first
      else if (panel.private) ask({ what: "link", record })
      else linkIt.mutate(record)
    },
    letGo: () => {
      const { record, how } = panel.receives
      const link = record && how === "pinned" ? linkTo(record) : undefined
      if (link) change.mutate({ link, change: { receives: false } })
    },
  }
}

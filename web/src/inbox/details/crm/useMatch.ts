import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { toast } from "../../../components/toast"
import { wordError } from "../../../i18n/codes"
import type { CrmRecord, Panel } from "./types"
import { usePanelAct } from "./usePanel"

/** Answers to what the card asks about who it is; what was refused is said in a corner. */
export function useMatch(panel: Panel) {
  const { t } = useTranslation()
  const act = usePanelAct(panel.conversation_id)
  const { mutate, isPending } = useMutation({
    mutationFn: ({ verb, body }: { verb: string; body: object }) =>
      act(() => api.post<Panel>(`/conversations/${panel.conversation_id}/crm/${verb}`, body)),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  const dropping = useMutation({
    mutationFn: (creation: number) => act(() => api.delete<Panel>(`/crm-creations/${creation}`)),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  return {
    busy: isPending || dropping.isPending,
    /** Have the CRM asked once more; by `number`, if given. */
    lookAgain: (number = "") => mutate({ verb: "look-again", body: { number } }),
    dismiss: ({ kind, id }: CrmRecord) =>
      mutate({ verb: "dismiss", body: { record: { kind, id } } }),
    change: (body: { use_name?: boolean; add_phone?: string }) => mutate({ verb: "person", body }),
    drop: (creation: number) => dropping.mutate(creation),
    /** Have what was refused, or waits, tried now. */
    retry: () => mutate({ verb: "retry", body: {} }),
  }
}

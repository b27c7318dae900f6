import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import type { Conversation } from "../api/types"
import { toast } from "../components/toast"
import { wordError } from "../i18n/codes"

/** Gives conversations back to whom they came in with, whose page is shown then. */
export function useMoveBack() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: async (conversations: number[]) => {
      const back: Conversation[] = []
      for (const id of conversations) back.push(await api.post(`/conversations/${id}/move-back`))
      return back
    },
    onSuccess: (back) => back[0] && go(`/contacts/${back[0].contact.id}`),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["contact"] }),
  })
}

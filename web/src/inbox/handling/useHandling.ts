import { useMutation, useQueryClient } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { Conversation } from "../../api/types"
import { toast } from "../../components/toast"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { putConversation } from "../caches"

interface Answer {
  items: Conversation[]
}

/** Assign, close and reopen conversations; each answers the rows as they are then. What is refused is said. */
export function useHandling() {
  const { t } = useWords()
  const client = useQueryClient()
  const ended = {
    onSuccess: ({ items }: Answer) => {
      for (const row of items) putConversation(client, row)
    },
    onError: (error: unknown) => toast({ text: wordError(t, error), tone: "red" as const }),
  }
  const assign = useMutation({
    mutationFn: ({ ids, to }: { ids: number[]; to: number | null }) =>
      api.post<Answer>("/conversations/assign", { conversations: ids, member: to }),
    ...ended,
  })
  const close = useMutation({
    mutationFn: ({ ids, seen }: { ids: number[]; seen?: number | undefined }) =>
      api.post<Answer>("/conversations/close", { conversations: ids, seen: seen ?? null }),
    ...ended,
  })
  const reopen = useMutation({
    mutationFn: ({ ids }: { ids: number[] }) =>
      api.post<Answer>("/conversations/reopen", { conversations: ids }),
    ...ended,
  })
  return { assign, close, reopen }
}

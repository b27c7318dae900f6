import { Button } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { Conversation } from "../../api/types"
import { toast } from "../../components/toast"
import { wordError } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { putConversation } from "../caches"

/** Has the conversation from the other app that answers in it. */
export function TakeOver({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: () => api.post<Conversation>(`/conversations/${conversation}/take-over`),
    onSuccess: (row) => putConversation(client, row),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  return (
    <Button size="xs" mt={8} loading={take.isPending} onClick={() => take.mutate()}>
      {t("composer:take_over")}
    </Button>
  )
}

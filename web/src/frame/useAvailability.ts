import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { meQuery, useMe } from "../api/me"
import { toast } from "../components/toast"
import { useChoice } from "../components/useChoice"
import { wordError } from "../i18n/codes"

/** Whether colleagues can give one new conversations, and how to change it (INB-13..15). */
export function useAvailability(): [available: boolean, choose: (available: boolean) => void] {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (available: boolean) => api.patch(`/members/${member?.id}`, { available }),
    onSuccess: (_, available) =>
      client.setQueryData(meQuery.queryKey, (me) =>
        me?.member ? { ...me, member: { ...me.member, available } } : me,
      ),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
  })
  return useChoice(member?.available ?? false, change.mutateAsync)
}

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { toast } from "../../components/toast"
import { refreshRecords } from "../../crm/caches"
import { wordError } from "../../i18n/codes"

type Change = (place: typeof api) => Promise<unknown>

/** Changes pipelines and stages; what was refused is said in a corner, or in the dialog that waits for it. */
export function useStructure() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { mutate, mutateAsync, isPending } = useMutation({
    mutationFn: (change: Change) => change(api),
    onSettled: () => refreshRecords(client),
  })
  const onError = (error: Error) => toast({ text: wordError(t, error), tone: "red" })
  return {
    busy: isPending,
    do: (change: Change, done?: () => void) => mutate(change, { onError, onSuccess: done }),
    ask: (change: Change) => mutateAsync(change),
  }
}

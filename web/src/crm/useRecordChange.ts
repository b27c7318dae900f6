import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { ApiError } from "../api/error"
import { toast } from "../components/toast"
import { wordError } from "../i18n/codes"
import { refreshRecords } from "./caches"
import { pipelinesQuery } from "./queries"
import type { Kind } from "./types"

export type Changes = Record<string, unknown>

/** Writes columns of a record, or does one of its verbs; what was refused is said in a corner. */
export function useRecordChange<Row extends object>(kind: Kind, id: number) {
  const { t } = useTranslation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Changes | "archive" | "restore") =>
      typeof change === "string"
        ? api.post<Row>(`/${kind}s/${id}/${change}`)
        : api.patch<Row>(`/${kind}s/${id}`, change),
    onSuccess: (row) => {
      client.setQueryData([kind, id], row)
      void refreshRecords(client)
    },
    onError: (error) => {
      toast({ text: wordError(t, error), tone: "red" })
      // Somebody took the stage away meanwhile
      if (error instanceof ApiError && error.status === 409)
        void client.invalidateQueries({ queryKey: pipelinesQuery.queryKey })
    },
  })
}

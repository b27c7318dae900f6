import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { newKey } from "../browser/key"
import { refreshRecords } from "../crm/caches"
import type { Kind } from "../crm/types"
import { type ActivityDraft, ActivityForm, activityBody } from "./ActivityForm"

const empty: ActivityDraft = {
  type: null,
  subject: "",
  text: "",
  day: "",
  time: "",
  duration: "",
  done: false,
}

/** Plans an activity on a record; the key stays until it is there, so that pressing twice plans one. */
export function ActivityBox({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [key, setKey] = useState(newKey)
  const add = async (draft: ActivityDraft) => {
    await api.post(`/${kind}s/${id}/activities`, { ...activityBody(draft), done: draft.done, key })
    setKey(newKey())
    await refreshRecords(client)
  }
  return (
    <ActivityForm
      first={empty}
      label={t("activities:add")}
      submit={t("activities:save")}
      asksDone
      onSave={add}
    />
  )
}

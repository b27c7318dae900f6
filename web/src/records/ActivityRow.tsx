import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { Tick } from "../components/Tick"
import { refreshRecords } from "../crm/caches"
import type { Activity, FeedItem, Planned } from "../crm/types"
import { formatDate } from "../i18n/format"
import classes from "./Activity.module.css"
import { ActivityForm, activityBody, wordMinutes } from "./ActivityForm"
import { EntryActs } from "./EntryActs"

interface Props {
  item: FeedItem
  planned: Planned
  writable: boolean
}

/** An activity in a feed: ticked when it is done, changed or taken away at its corner. */
export function ActivityRow({ item, planned, writable }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const path = `/activities/${item.id.split(":")[1]}`
  const { data: whole } = useQuery({
    queryKey: ["feed", "activity", path, item.edited?.at ?? item.text],
    queryFn: ({ signal }) => api.get<Activity>(path, { signal }),
    enabled: item.more,
  })
  const text = (item.more ? whole?.text : undefined) ?? item.text
  const change = useMutation({
    mutationFn: (body: object) => api.patch<Activity>(path, body),
    onSettled: () => refreshRecords(client),
  })
  if (editing)
    return (
      <ActivityForm
        first={{
          type: planned.type.id,
          subject: item.subject,
          text,
          day: planned.due_date ?? "",
          time: planned.due_time ?? "",
          duration: planned.duration ? String(planned.duration) : "",
          done: item.done,
        }}
        label={t("activities:change")}
        submit={t("common:save")}
        asksDone={false}
        onSave={async (draft) => {
          await change.mutateAsync(activityBody(draft))
          setEditing(false)
        }}
        onCancel={() => setEditing(false)}
      />
    )
  const done = change.isPending
    ? Boolean((change.variables as { done?: boolean }).done ?? item.done)
    : item.done
  return (
    <div className={classes.activity} data-done={done}>
      <Tick
        aria-label={t("activities:done", { subject: item.subject })}
        checked={done}
        disabled={!writable}
        onChange={(on) => change.mutate({ done: on })}
      />
      <div className={classes.what}>
        <p className={classes.subject}>{item.subject}</p>
        <p className={classes.facts} data-late={isLate(planned)}>
          {[
            planned.type.name,
            planned.due_date && formatDate(`${planned.due_date}T00:00`),
            planned.due_time,
            planned.duration && wordMinutes(t, planned.duration),
            planned.owner?.name,
            isLate(planned) && t("activities:late"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      {writable && <EntryActs path={path} noun="activity" onEdit={() => setEditing(true)} />}
    </div>
  )
}

/** Its day is over, and it is not done. */
function isLate({ done_at, due_date, due_time }: Planned): boolean {
  if (done_at !== null || due_date === null) return false
  return new Date(`${due_date}T${due_time ?? "23:59"}`) < new Date()
}

import { Button } from "@mantine/core"
import { IconCheck } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { navigate } from "wouter/use-browser-location"
import { api } from "../api/client"
import { Notice } from "../components/Notice"
import { toast } from "../components/toast"
import { wordError } from "../i18n/codes"
import classes from "./EventTable.module.css"
import { type Chosen, chosenQuery } from "./NotificationSettings"
import { type Event, events } from "./notice"

type Events = Chosen["events"]
type Medium = keyof Events[Event]
const media: Medium[] = ["desktop", "mail"]

/** What was left unsaved a moment ago, for who comes back to it. */
let left: Events | null = null

/** The four events by desktop and mail. Nothing of it counts until the green Save (INB-11). */
export function EventTable({ kept }: { kept: Events }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [draft, setDraft] = useState<Events | null>(takeLeft)
  const save = useMutation({
    mutationFn: (events: Events) => api.put<Chosen>("/notifications", events),
    onSuccess: (chosen) => {
      client.setQueryData(chosenQuery.queryKey, chosen)
      setDraft(null)
    },
  })
  const shown = draft ?? kept
  const changed = !same(shown, kept)
  useThrownAway(changed ? shown : null)
  const choose = (event: Event, medium: Medium, on: boolean) => {
    save.reset()
    setDraft({ ...shown, [event]: { ...shown[event], [medium]: on } })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(shown)
      }}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("notifications:event")}</th>
            {media.map((medium) => (
              <th key={medium} scope="col">
                {t(`notifications:medium.${medium}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event}>
              <th scope="row">{t(`notifications:events.${event}`)}</th>
              {media.map((medium) => (
                <td key={medium}>
                  {/* The whole cell takes the click */}
                  <label className={classes.cell}>
                    <input
                      type="checkbox"
                      checked={shown[event][medium]}
                      onChange={({ currentTarget }) => choose(event, medium, currentTarget.checked)}
                      aria-label={t("notifications:cell", {
                        event: t(`notifications:events.${event}`),
                        medium: t(`notifications:medium.${medium}`),
                      })}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.foot}>
        {save.error && <Notice tone="red">{wordError(t, save.error)}</Notice>}
        <div className={classes.actions}>
          <Button type="submit" color="green" disabled={!changed} loading={save.isPending}>
            {t("common:save")}
          </Button>
          {changed && (
            <Button variant="subtle" color="gray" onClick={() => setDraft(null)}>
              {t("notifications:discard")}
            </Button>
          )}
          <span className={classes.state} role="status" data-saved={save.isSuccess && !changed}>
            {changed && t("notifications:unsaved")}
            {!changed && save.isSuccess && (
              <>
                <IconCheck size={16} aria-hidden /> {t("notifications:saved")}
              </>
            )}
          </span>
        </div>
      </div>
    </form>
  )
}

/** Leaving throws the draft away, says so, and offers the way back to it. */
function useThrownAway(draft: Events | null): void {
  const { t } = useTranslation()
  const last = useRef(draft)
  last.current = draft
  const words = useRef(t)
  words.current = t
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => last.current && event.preventDefault()
    window.addEventListener("beforeunload", ask)
    return () => {
      window.removeEventListener("beforeunload", ask)
      const unsaved = last.current
      if (!unsaved) return
      const back = () => {
        left = unsaved
        navigate("/settings/notifications")
      }
      toast({
        text: words.current("notifications:thrown_away"),
        action: { label: words.current("notifications:back_to_it"), run: back },
      })
    }
  }, [])
}

function takeLeft(): Events | null {
  const draft = left
  left = null
  return draft
}

const same = (one: Events, other: Events): boolean =>
  events.every((event) => media.every((medium) => one[event][medium] === other[event][medium]))

import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { type FormEvent, type KeyboardEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { Skeleton } from "../components/Skeleton"
import { Tick } from "../components/Tick"
import { wordError } from "../i18n/codes"
import classes from "./Activity.module.css"
import { activityIcon, activityTypesQuery } from "./activityTypes"

/** As a form holds it: "" where nothing is chosen. */
export interface ActivityDraft {
  type: number | null
  subject: string
  text: string
  day: string
  time: string
  duration: string
  done: boolean
}

interface Props {
  first: ActivityDraft
  label: string
  submit: string
  /** Whether it is done is not for every form to say. */
  asksDone: boolean
  onSave: (draft: ActivityDraft) => Promise<unknown>
  onCancel?: () => void
}

const durations = ["", "15", "30", "45", "60", "90", "120", "180", "480"]

/** What is to be done, when, and for how long. */
export function ActivityForm({ first, label, submit, asksDone, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const { data: types } = useQuery(activityTypesQuery)
  const [draft, setDraft] = useState(first)
  const set = (change: Partial<ActivityDraft>) => setDraft((now) => ({ ...now, ...change }))
  const chosen = types?.find(({ id }) => id === draft.type) ?? types?.[0]
  const subject = draft.subject.trim() || (chosen?.name ?? "")
  const save = useMutation({
    mutationFn: () => onSave({ ...draft, type: chosen?.id ?? null, subject }),
    onSuccess: () => setDraft(first),
  })
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (chosen && !save.isPending) save.mutate()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape" && onCancel) onCancel()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send()
  }
  if (!types) return <Skeleton height={120} />
  // What is for conversations is written by them
  const offered = types.filter((type) => type.in_calendar || type.id === draft.type)
  return (
    <form className={classes.form} aria-label={label} onSubmit={send} onKeyDown={press}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws what buttons in a row do not need */}
      <div className={classes.types} role="group" aria-label={t("activities:type")}>
        {offered.map((type) => {
          const Icon = activityIcon(type)
          return (
            <button
              key={type.id}
              type="button"
              className={classes.type}
              aria-pressed={type.id === chosen?.id}
              onClick={() => set({ type: type.id })}
            >
              <Icon size={16} stroke={1.7} aria-hidden />
              {type.name}
            </button>
          )
        })}
      </div>
      <TextInput
        aria-label={t("activities:subject")}
        placeholder={chosen?.name}
        maxLength={255}
        value={draft.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <div className={classes.when}>
        <TextInput
          type="date"
          label={t("activities:day")}
          value={draft.day}
          onChange={(event) => set({ day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t("activities:time")}
          value={draft.time}
          disabled={draft.day === ""}
          onChange={(event) => set({ time: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("activities:duration")}
          value={draft.duration}
          disabled={draft.day === "" || draft.time === ""}
          data={[...new Set([...durations, draft.duration])].map((value) => ({
            value,
            label: value === "" ? t("activities:any") : wordMinutes(t, Number(value)),
          }))}
          onChange={(event) => set({ duration: event.currentTarget.value })}
        />
      </div>
      <Textarea
        autosize
        minRows={1}
        maxRows={12}
        aria-label={t("activities:text")}
        placeholder={t("activities:text")}
        maxLength={50_000}
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {save.error && (
        <p className={classes.error} role="alert">
          {wordError(t, save.error)}
        </p>
      )}
      <div className={classes.buttons}>
        {asksDone && (
          <Tick
            className={classes.done}
            label={t("activities:done_already")}
            checked={draft.done}
            onChange={(done) => set({ done })}
          />
        )}
        {onCancel && (
          <Button variant="default" size="xs" onClick={onCancel}>
            {t("common:cancel")}
          </Button>
        )}
        <Button type="submit" color="green" size="xs" loading={save.isPending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

export const wordMinutes = (
  t: (key: string, options: Record<string, unknown>) => string,
  minutes: number,
): string =>
  minutes < 60 || minutes % 30 !== 0
    ? t("activities:minutes", { count: minutes })
    : t("activities:hours", { count: minutes / 60 })

/** As the API takes it: what is empty is taken away. */
export const activityBody = ({ type, subject, text, day, time, duration }: ActivityDraft) => ({
  type,
  subject,
  text,
  due_date: day || null,
  due_time: (day && time) || null,
  duration: day && time && duration ? Number(duration) : null,
})

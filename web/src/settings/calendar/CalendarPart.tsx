import { Button, Checkbox } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { CopyText } from "../../components/CopyText"
import { DestroyButton } from "../../components/DestroyButton"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { Tick } from "../../components/Tick"
import { wordError } from "../../i18n/codes"
import { type Calendar, calendarQuery } from "../crm/queries"
import classes from "./Calendar.module.css"

/** TL-06: one's own activities in the calendar one has, by a secret address; conversations only if one wants them. */
export function CalendarPart() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error } = useQuery(calendarQuery)
  const show = (calendar: Calendar) => client.setQueryData(calendarQuery.queryKey, calendar)
  const make = useMutation({
    mutationFn: () => api.post<Calendar>("/calendar"),
    onSuccess: show,
  })
  if (error) return <Notice tone="red">{wordError(t, error)}</Notice>
  if (!data) return <Skeleton height={36} />
  if (data.url === null)
    return (
      <>
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          {t("activities:calendar.make")}
        </Button>
        {make.error && <Notice tone="red">{wordError(t, make.error)}</Notice>}
      </>
    )
  const end = async () => {
    await api.delete("/calendar")
    await client.invalidateQueries({ queryKey: calendarQuery.queryKey })
  }
  return (
    <div className={classes.calendar}>
      <CopyText text={data.url} />
      <p className={classes.hint}>{t("activities:calendar.secret")}</p>
      <Types calendar={data} onChanged={show} />
      <div className={classes.buttons}>
        <DestroyButton
          label={t("activities:calendar.renew")}
          title={t("activities:calendar.renew_title")}
          onConfirm={() => make.mutateAsync()}
        >
          {t("activities:calendar.renew_text")}
        </DestroyButton>
        <DestroyButton
          label={t("activities:calendar.end")}
          title={t("activities:calendar.end_title")}
          onConfirm={end}
        >
          {t("activities:calendar.end_text")}
        </DestroyButton>
      </div>
    </div>
  )
}

interface TypesProps {
  calendar: Calendar
  onChanged: (calendar: Calendar) => void
}

function Types({ calendar, onChanged }: TypesProps) {
  const { t } = useTranslation()
  const chosen = calendar.types.filter((type) => type.chosen).map(({ id }) => id)
  const change = useMutation({
    mutationFn: (types: number[]) => api.patch<Calendar>("/calendar", { types }),
    onSuccess: onChanged,
  })
  const shown = change.isPending ? (change.variables ?? chosen) : chosen
  return (
    <Checkbox.Group
      label={t("activities:calendar.types")}
      value={shown.map(String)}
      onChange={(ids) => ids.length > 0 && change.mutate(ids.map(Number))}
    >
      <div className={classes.types}>
        {calendar.types.map((type) => (
          <Tick key={type.id} value={String(type.id)} label={type.name} />
        ))}
      </div>
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </Checkbox.Group>
  )
}

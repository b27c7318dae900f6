import { Button, TextInput } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { DestroyButton } from "../../components/DestroyButton"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { Toggle } from "../../components/Toggle"
import type { ActivityType } from "../../crm/types"
import { wordError } from "../../i18n/codes"
import { activityIcon, activityTypesQuery } from "../../records/activityTypes"
import classes from "./Crm.module.css"

/** What activities can be: those that everybody begins with, those of the channels, one's own. */
export function ActivityTypes() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data } = useQuery(activityTypesQuery)
  const [name, setName] = useState("")
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: activityTypesQuery.queryKey }),
      client.invalidateQueries({ queryKey: ["calendar"] }),
    ])
  const add = useMutation({
    mutationFn: () => api.post<ActivityType>("/activity-types", { name: name.trim() }),
    onSuccess: async () => {
      setName("")
      await refresh()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== "") add.mutate()
  }
  if (!data) return <Skeleton height={160} />
  return (
    <>
      <ul className={classes.types}>
        {data.map((type) => (
          <Row key={type.id} type={type} onChanged={refresh} />
        ))}
      </ul>
      <form className={classes.add} onSubmit={submit}>
        <TextInput
          aria-label={t("activities:types.name")}
          placeholder={t("activities:types.name")}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={!name.trim()}>
          {t("activities:types.add")}
        </Button>
      </form>
      {add.error && <Notice tone="red">{wordError(t, add.error)}</Notice>}
    </>
  )
}

function Row({ type, onChanged }: { type: ActivityType; onChanged: () => Promise<unknown> }) {
  const { t } = useTranslation()
  const Icon = activityIcon(type)
  const change = useMutation({
    mutationFn: (in_calendar: boolean) => api.patch(`/activity-types/${type.id}`, { in_calendar }),
    onSettled: onChanged,
  })
  const remove = async () => {
    await api.delete(`/activity-types/${type.id}`)
    await onChanged()
  }
  return (
    <li>
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.typeName}>{type.name}</span>
      <Toggle
        label={t("activities:types.in_calendar")}
        aria-label={t("activities:types.in_calendar_of", { name: type.name })}
        checked={change.isPending ? (change.variables ?? false) : type.in_calendar}
        onChange={(on) => change.mutate(on)}
      />
      <DestroyButton
        label={t("activities:types.remove")}
        title={t("activities:types.remove_title", { name: type.name })}
        name={t("activities:types.remove_of", { name: type.name })}
        onConfirm={remove}
      >
        {t("activities:types.remove_text")}
      </DestroyButton>
    </li>
  )
}

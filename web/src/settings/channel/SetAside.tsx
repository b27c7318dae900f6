import { Button } from "@mantine/core"
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { components } from "../../api/schema"
import type { Channel } from "../../api/types"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { wordError } from "../../i18n/codes"
import { Section } from "../SettingsPage"
import { AsideRow } from "./AsideRow"
import classes from "./Channel.module.css"
import { asideQuery, eventsQuery } from "./queries"

type Replayed = components["schemas"]["ReplayOut"]

/** What could not be handled; admins look at it and have it tried again. Others are told how much it is. */
export function SetAside({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const events = useQuery(eventsQuery(channel.id))
  const may = member?.role === "admin" && member.can_change_settings
  const count = events.data?.set_aside ?? 0
  if (!may && count === 0) return null
  return (
    <Section title={t("channel:aside.title")} lead={t("channel:aside.lead")} flush={may}>
      {may ? <List channel={channel} /> : t("channel:aside.admins_only", { count })}
    </Section>
  )
}

function List({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(asideQuery(channel.id))
  const { data, error } = list
  if (!data)
    return error ? (
      <ErrorState title={t("channel:not_loaded")} error={error} retry={() => void list.refetch()} />
    ) : (
      <div className={classes.inset}>
        <Skeleton height={48} />
      </div>
    )
  const rows = data.pages.flatMap(({ items }) => items)
  const waiting = data.pages[0]?.set_aside ?? 0
  if (rows.length === 0) return <p className={classes.nothing}>{t("channel:aside.none")}</p>
  return (
    <>
      <ReplayAll channel={channel} count={waiting} />
      <ul className={classes.asides}>
        {rows.map((row) => (
          <AsideRow key={row.id} row={row} channel={channel} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={classes.round}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t("channel:aside.more")}
          </Button>
        </div>
      )}
    </>
  )
}

function ReplayAll({ channel, count }: { channel: Channel; count: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const replay = useMutation({
    mutationFn: () => api.post<Replayed>(`/channels/${channel.id}/set-aside/replay`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channel", channel.id] }),
  })
  if (count < 2 && !replay.data && !replay.error) return null
  return (
    <div className={classes.round}>
      <div className={classes.roundText} aria-live="polite">
        {replay.error ? <Notice tone="red">{wordError(t, replay.error)}</Notice> : null}
        {replay.data && t("channel:aside.done_all", { number: replay.data.replayed })}
      </div>
      {count > 1 && (
        <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
          {t("channel:aside.replay_all", { count })}
        </Button>
      )}
    </div>
  )
}

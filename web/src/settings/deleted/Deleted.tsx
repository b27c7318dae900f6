import { Button } from "@mantine/core"
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../../api/client"
import type { components } from "../../api/schema"
import { EmptyState } from "../../components/EmptyState"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { Time } from "../../components/Time"
import { toast } from "../../components/toast"
import { refreshRecords } from "../../crm/caches"
import list from "../../crm/List.module.css"
import { wordError } from "../../i18n/codes"
import { formatDate } from "../../i18n/format"
import { SettingsPage } from "../SettingsPage"
import classes from "./Deleted.module.css"

type Row = components["schemas"]["DeletedRow"]

const deletedQuery = queryOptions({
  queryKey: ["deleted-records"],
  queryFn: ({ signal }) => api.get<Row[]>("/deleted-records", { signal }),
  staleTime: 0,
})

/** What was deleted in the last 30 days, for an admin to bring back. */
export default function Deleted() {
  const { t } = useTranslation()
  const { data: rows, error, refetch } = useQuery(deletedQuery)
  return (
    <SettingsPage title={t("board:deleted.title")} lead={t("board:deleted.lead")}>
      {!rows && error ? (
        <ErrorState
          title={t("board:deleted.not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      ) : !rows ? (
        <Skeleton height={160} />
      ) : rows.length === 0 ? (
        <EmptyState title={t("board:deleted.none")} />
      ) : (
        <ul className={list.list} aria-label={t("board:deleted.title")}>
          {rows.map((row) => (
            <li key={`${row.kind}:${row.id}`}>
              <DeletedLine row={row} />
            </li>
          ))}
        </ul>
      )}
    </SettingsPage>
  )
}

function DeletedLine({ row }: { row: Row }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { kind, id, title } = row
  const back = useMutation({
    mutationFn: () => api.post("/deleted-records/bring-back", { kind, id }),
    onSuccess: () => toast({ text: t("board:deleted.back", { title }) }),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: deletedQuery.queryKey }),
        refreshRecords(client),
      ]),
  })
  return (
    <div className={classes.row}>
      <span className={list.what}>
        <span className={list.name}>{title}</span>
        <span className={classes.meta}>
          {t(`board:kind.${kind}`)}
          {" · "}
          {row.deleted_by && `${row.deleted_by.name} · `}
          <Time at={row.deleted_at} />
          {" · "}
          {t("board:deleted.until", { day: formatDate(row.gone_at) })}
        </span>
      </span>
      {back.isSuccess ? (
        <Link href={`/${kind}s/${id}`}>{t("board:deleted.open")}</Link>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={back.isPending}
          aria-label={t("board:deleted.bring_named", { title })}
          onClick={() => back.mutate()}
        >
          {t("board:deleted.bring")}
        </Button>
      )}
    </div>
  )
}

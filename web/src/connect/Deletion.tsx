import { Loader } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { AccountPage } from "../accounts/AccountPage"
import { api } from "../api/client"
import { ApiError } from "../api/error"
import type { components } from "../api/schema"
import { ErrorState } from "../components/ErrorState"
import { Notice } from "../components/Notice"
import { loadWords } from "../i18n"
import { formatMoment } from "../i18n/format"
import classes from "./Deletion.module.css"

await loadWords("connect")

type DataDeletion = components["schemas"]["DataDeletionOut"]

const deleted = ["id", "name", "token"]

/** What became of a person's request to delete their data; Facebook gives them this address. */
export default function Deletion() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const code = path.split("/")[2] ?? ""
  const { data, error, refetch } = useQuery({
    queryKey: ["data-deletion", code],
    queryFn: () => api.get<DataDeletion>("/data-deletions", { query: { code } }),
    retry: false,
  })
  if (data) return <Done deletion={data} />
  if (error instanceof ApiError && !error.temporary)
    return <AccountPage title={t("connect:deletion.unknown")} lead={t("connect:deletion.check")} />
  return (
    <AccountPage title={t("connect:deletion.title")}>
      {error ? (
        <ErrorState
          title={t("connect:deletion.not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      ) : (
        <Loader size="sm" role="status" aria-label={t("common:loading")} />
      )}
    </AccountPage>
  )
}

function Done({ deletion }: { deletion: DataDeletion }) {
  const { t } = useTranslation()
  const { code, label, found, requested_at, completed_at } = deletion
  return (
    <AccountPage title={t("connect:deletion.title")} lead={t("connect:deletion.lead", { label })}>
      <Notice tone={completed_at ? "go" : "plain"}>
        {completed_at
          ? t(found ? "connect:deletion.done" : "connect:deletion.nothing")
          : t("connect:deletion.waiting")}
      </Notice>
      {found && (
        <section>
          <h2 className={classes.heading}>{t("connect:deletion.what")}</h2>
          <ul className={classes.list}>
            {deleted.map((part) => (
              <li key={part}>{t(`connect:deletion.${part}`, { label })}</li>
            ))}
          </ul>
        </section>
      )}
      <dl className={classes.facts}>
        <dt>{t("connect:deletion.requested")}</dt>
        <dd>{formatMoment(requested_at)}</dd>
        {completed_at && (
          <>
            <dt>{t("connect:deletion.completed")}</dt>
            <dd>{formatMoment(completed_at)}</dd>
          </>
        )}
        <dt>{t("connect:deletion.code")}</dt>
        <dd>
          <code>{code}</code>
        </dd>
      </dl>
      <p className={classes.note}>{t("connect:deletion.messages")}</p>
    </AccountPage>
  )
}

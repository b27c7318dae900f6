import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { SettingsPage } from "../SettingsPage"
import classes from "./Audit.module.css"
import { AuditFilters } from "./AuditFilters"
import { EntryList } from "./EntryList"
import { noFilters, useTrail } from "./useTrail"

/** Who did what to the workspace's settings. For admins. */
export function Audit() {
  const { t } = useTranslation()
  const { member } = useMe()
  return (
    <SettingsPage title={t("audit:title")} lead={t("audit:lead")}>
      {member?.role === "admin" ? <Trail /> : <Notice>{t("audit:admins_only")}</Notice>}
    </SettingsPage>
  )
}

function Trail() {
  const { t } = useTranslation()
  const [filters, setFilters] = useState(noFilters)
  const trail = useTrail(filters)
  const { data, error } = trail
  return (
    <div className={classes.trail}>
      <AuditFilters filters={filters} people={data?.pages[0]?.people ?? []} onChange={setFilters} />
      {data ? (
        <EntryList
          entries={data.pages.flatMap(({ items }) => items)}
          filtered={Object.values(filters).some((value) => value !== "")}
          more={trail.hasNextPage}
          loading={trail.isFetchingNextPage}
          failed={trail.isFetchNextPageError ? error : null}
          loadMore={() => void trail.fetchNextPage()}
        />
      ) : error ? (
        <ErrorState
          title={t("audit:not_loaded")}
          error={error}
          retry={() => void trail.refetch()}
        />
      ) : (
        <div className={classes.loading}>
          <Skeleton height={20} />
          <Skeleton height={20} />
          <Skeleton height={20} />
        </div>
      )}
    </div>
  )
}

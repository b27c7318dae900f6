import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Redirect, useSearch } from "wouter"
import { ApiError } from "../../api/error"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { pagesQuery, providersQuery } from "../queries"
import { SettingsPage } from "../SettingsPage"
import classes from "./ChoosePages.module.css"
import { PageForm } from "./PageForm"
import { Refused } from "./Refused"

/** FB-05: which Pages of the Facebook login come to this inbox. */
export function ChoosePages() {
  const { t } = useTranslation()
  const query = new URLSearchParams(useSearch())
  const connection = Number(query.get("connection"))
  const providers = useQuery(providersQuery)
  const pages = useQuery({ ...pagesQuery(connection), enabled: connection > 0 })
  const code = pages.error instanceof ApiError ? pages.error.code : null
  if (!(connection > 0) || code === "not_found")
    return <Redirect to="/settings/messaging" replace />
  if (code === "login_expired" || code === "not_admin")
    return <Refused code={code} query={query} providers={providers.data} />
  if (pages.data?.length === 0)
    return <Refused code="no_pages" query={query} providers={providers.data} />
  return (
    <SettingsPage title={t("settings:pages.title")} lead={t("settings:pages.lead")}>
      {pages.data ? (
        <PageForm connection={connection} pages={pages.data} />
      ) : pages.error ? (
        <ErrorState
          title={t("settings:pages.not_loaded")}
          error={pages.error}
          retry={() => void pages.refetch()}
        />
      ) : (
        <Loading />
      )}
    </SettingsPage>
  )
}

function Loading() {
  return (
    <div className={classes.list} aria-busy>
      {[180, 240, 150].map((width) => (
        <div key={width} className={classes.row}>
          <Skeleton width={40} height={40} round />
          <div className={classes.text}>
            <Skeleton width={width} height={14} />
          </div>
        </div>
      ))}
    </div>
  )
}

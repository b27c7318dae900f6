import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, Redirect, useSearch } from "wouter"
import { ApiError } from "../../api/error"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { pagesQuery, providersQuery } from "../queries"
import { SettingsPage } from "../SettingsPage"
import type { Page, Provider } from "../types"
import classes from "./ChoosePages.module.css"
import { connectPath } from "./connecting"
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
  const barred = pages.data && onlyReason(pages.data)
  if (barred)
    return (
      <Refused
        code={barred.code}
        query={new URLSearchParams({ page: barred.page })}
        providers={providers.data}
      />
    )
  return (
    <SettingsPage title={t("settings:pages.title")} lead={t("settings:pages.lead")}>
      {pages.data ? (
        <>
          <PageForm connection={connection} pages={pages.data} />
          <NotListed providers={providers.data} connection={connection} />
        </>
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

/** Which one reason keeps the only Page on offer from being connected; null when there is something to choose. */
function onlyReason(pages: Page[]): { code: string; page: string } | null {
  const [page, another] = pages.filter(({ reason }) => reason !== "personal_account")
  if (!page || another || page.connected || !page.reason) return null
  return page.reason === "page_elsewhere" ? { code: page.reason, page: page.name } : null
}

/** D-37: a Page that is missing may be in a place that was not looked in. */
function NotListed({
  providers,
  connection,
}: {
  providers: Provider[] | undefined
  connection: number
}) {
  const { t } = useTranslation()
  const provider = providers?.find((one) => one.connection?.id === connection)
  const optional = provider?.permissions.filter((one) => one.optional).map(({ name }) => name) ?? []
  if (!provider || optional.length === 0) return null
  return (
    <p className={classes.missing}>
      {t("settings:pages.not_listed")}{" "}
      <Link href={connectPath(provider, ...optional)}>{t("settings:pages.look_further")}</Link>
    </p>
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

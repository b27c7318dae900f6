import { Button } from "@mantine/core"
import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import classes from "./List.module.css"

interface Props<Row> {
  query: UseInfiniteQueryResult<{ pages: { items: Row[] }[] }>
  label: string
  /** What was to be shown: "The deals could not be loaded". */
  failed: string
  empty: ReactNode
  children: (row: Row) => ReactNode
}

/** A list page after page: what is there, that there is nothing, that it is coming, or what went wrong. */
export function Rows<Row extends { id: number }>(props: Props<Row>) {
  const { t } = useTranslation()
  const { query, label, failed, empty, children } = props
  const rows = query.data?.pages.flatMap(({ items }) => items)
  if (!rows && query.error)
    return <ErrorState title={failed} error={query.error} retry={() => void query.refetch()} />
  if (!rows)
    return (
      <div className={classes.loading}>
        {[1, 2, 3, 4, 5].map((row) => (
          <Skeleton key={row} height={46} />
        ))}
      </div>
    )
  if (rows.length === 0) return empty
  return (
    <>
      <ul className={classes.list} aria-label={label}>
        {rows.map((row) => (
          <li key={row.id}>{children(row)}</li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("list:more")}
        </Button>
      )}
    </>
  )
}

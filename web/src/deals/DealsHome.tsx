import { Button } from "@mantine/core"
import { IconCoin, IconPlus } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useDeferredValue, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { recall, remember } from "../browser/storage"
import { useTitle } from "../browser/title"
import { EmptyState } from "../components/EmptyState"
import { ErrorState } from "../components/ErrorState"
import list from "../crm/List.module.css"
import { NewRecord } from "../crm/NewRecord"
import { pipelinesQuery } from "../crm/queries"
import type { Pipeline } from "../crm/types"
import { Board } from "./Board"
import { DealList } from "./DealList"
import { DealsBar } from "./DealsBar"
import classes from "./DealsHome.module.css"
import { useDealsView, type View } from "./useDealsView"

/** All deals: on the board of a pipeline, or as a list. */
export function DealsHome() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const [view, look] = useDealsView()
  const { data: pipelines, error, refetch } = useQuery(pipelinesQuery)
  const pipeline = useBoardPipeline(view, pipelines)
  useTitle(t("crm:deals.title"))
  const onBoard = view.as === "board"
  const narrowed = view.q !== "" || view.owner !== null || view.status !== "open"
  const add = (
    <Button color="green" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t("crm:new.deal")}
    </Button>
  )
  const empty = narrowed ? (
    <EmptyState title={t("crm:deals.none_found")} />
  ) : (
    <EmptyState icon={<IconCoin size={24} stroke={1.6} />} title={t("crm:deals.none")}>
      {t("crm:deals.none_text")}
    </EmptyState>
  )
  return (
    <div className={onBoard ? classes.board : list.page}>
      <header className={onBoard ? classes.head : list.head}>
        <h1 className={list.title}>{t("crm:deals.title")}</h1>
        {add}
      </header>
      <DealsBar view={view} look={look} pipelines={pipelines ?? []} pipeline={pipeline} />
      {!onBoard ? (
        <DealList view={view} pipelines={pipelines ?? []} empty={empty} />
      ) : pipeline !== null ? (
        <BoardOf pipeline={pipeline} view={view} empty={empty} />
      ) : error ? (
        <ErrorState title={t("board:not_loaded")} error={error} retry={() => void refetch()} />
      ) : null}
      {making && (
        <NewRecord
          kind="deal"
          pipeline={onBoard ? pipeline : view.pipeline}
          onClose={() => setMaking(false)}
        />
      )}
    </div>
  )
}

function BoardOf({
  pipeline,
  view,
  empty,
}: {
  pipeline: number
  view: View
  empty: React.ReactNode
}) {
  const q = useDeferredValue(view.q.trim())
  return <Board key={pipeline} pipeline={pipeline} view={{ owner: view.owner, q }} empty={empty} />
}

/** The one in the address, else the one looked at last, else the first there is. */
function useBoardPipeline(view: View, pipelines: Pipeline[] | undefined): number | null {
  const wanted = view.pipeline ?? recall<number | null>("deals.pipeline", null)
  const chosen = pipelines?.find(({ id }) => id === wanted) ?? pipelines?.[0]
  const id = chosen?.id ?? null
  useEffect(() => {
    if (id !== null && view.as === "board") remember("deals.pipeline", id)
  }, [id, view.as])
  return id
}

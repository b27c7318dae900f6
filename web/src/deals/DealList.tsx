import { Button, NativeSelect, TextInput } from "@mantine/core"
import { IconCoin, IconPlus, IconSearch } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useSearchParams } from "wouter"
import { useMe } from "../api/me"
import { useTitle } from "../browser/title"
import { EmptyState } from "../components/EmptyState"
import { Time } from "../components/Time"
import list from "../crm/List.module.css"
import { formatMoney } from "../crm/money"
import { NewRecord } from "../crm/NewRecord"
import { Owner } from "../crm/Owner"
import { type DealsView, pipelinesQuery, useDeals } from "../crm/queries"
import { Rows } from "../crm/Rows"
import { StageBar } from "../crm/StageBar"
import { Tabs } from "../crm/Tabs"
import type { DealCard, Pipeline, Status } from "../crm/types"

const statuses: Status[] = ["open", "won", "lost", "archived"]

/** Deals of a pipeline, the last changed first. What is looked at stands in the address, so that back comes back to it. */
export function DealList() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const [view, look] = useDealsView()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const deals = useDeals({ ...view, q: useDeferredValue(view.q) })
  const narrowed = view.q !== "" || view.owner !== null || view.status !== "open"
  useTitle(t("crm:deals.title"))
  const add = (
    <Button color="green" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t("crm:new.deal")}
    </Button>
  )
  return (
    <div className={list.page}>
      <header className={list.head}>
        <h1 className={list.title}>{t("crm:deals.title")}</h1>
        {add}
      </header>
      <Filters view={view} look={look} pipelines={pipelines} />
      <Rows
        query={deals}
        label={t("crm:deals.title")}
        failed={t("crm:deals.not_loaded")}
        empty={
          narrowed ? (
            <EmptyState title={t("crm:deals.none_found")} />
          ) : (
            <EmptyState icon={<IconCoin size={24} stroke={1.6} />} title={t("crm:deals.none")}>
              {t("crm:deals.none_text")}
            </EmptyState>
          )
        }
      >
        {(deal) => <Row deal={deal} pipelines={pipelines} />}
      </Rows>
      {making && (
        <NewRecord kind="deal" pipeline={view.pipeline} onClose={() => setMaking(false)} />
      )}
    </div>
  )
}

interface FiltersProps {
  view: DealsView
  look: (change: Partial<DealsView>) => void
  pipelines: Pipeline[]
}

function Filters({ view, look, pipelines }: FiltersProps) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <div className={list.filters}>
      <Tabs
        label={t("crm:field.status")}
        chosen={view.status}
        choices={statuses.map((value) => ({ value, label: t(`crm:status.${value}`) }))}
        onChoose={(status) => look({ status })}
      />
      {pipelines.length > 1 && (
        <NativeSelect
          aria-label={t("crm:field.pipeline")}
          value={view.pipeline ?? ""}
          data={[
            { value: "", label: t("crm:deals.all_pipelines") },
            ...pipelines.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={(event) => look({ pipeline: Number(event.currentTarget.value) || null })}
        />
      )}
      <NativeSelect
        aria-label={t("crm:field.owner")}
        value={view.owner ?? ""}
        data={[
          { value: "", label: t("crm:deals.everyones") },
          { value: String(me.member?.id ?? ""), label: t("crm:deals.mine") },
        ]}
        onChange={(event) => look({ owner: Number(event.currentTarget.value) || null })}
      />
      <TextInput
        type="search"
        className={list.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t("crm:deals.search")}
        placeholder={t("crm:deals.search")}
        maxLength={200}
        value={view.q}
        onChange={(event) => look({ q: event.currentTarget.value })}
      />
    </div>
  )
}

function Row({ deal, pipelines }: { deal: DealCard; pipelines: Pipeline[] }) {
  const stages = pipelines.find(({ id }) => id === deal.pipeline_id)?.stages ?? []
  const whose = [deal.person?.name, deal.organization?.name].filter(Boolean).join(" · ")
  return (
    <Link href={`/deals/${deal.id}`} className={list.row}>
      <span className={list.what}>
        <span className={list.name}>{deal.title}</span>
        {whose && <span className={list.meta}>{whose}</span>}
      </span>
      <StageBar stages={stages} stage={deal.stage_id} />
      <span className={list.value}>
        {deal.value !== null && formatMoney(deal.value, deal.currency)}
      </span>
      <Owner owner={deal.owner} />
      <Time at={deal.updated_at} className={list.time} />
    </Link>
  )
}

function useDealsView(): [DealsView, (change: Partial<DealsView>) => void] {
  const [params, setParams] = useSearchParams()
  const given = params.get("status") as Status | null
  const view: DealsView = {
    pipeline: Number(params.get("pipeline")) || null,
    status: given && statuses.includes(given) ? given : "open",
    owner: Number(params.get("owner")) || null,
    q: params.get("q") ?? "",
  }
  const look = (change: Partial<DealsView>) => {
    const next = Object.entries({ ...view, ...change }).filter(
      ([name, value]) => value && !(name === "status" && value === "open"),
    )
    setParams(new URLSearchParams(next.map(([name, value]) => [name, String(value)])), {
      replace: true,
    })
  }
  return [view, look]
}

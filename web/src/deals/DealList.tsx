import { type ReactNode, useDeferredValue } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { Time } from "../components/Time"
import list from "../crm/List.module.css"
import { formatMoney } from "../crm/money"
import { Owner } from "../crm/Owner"
import { useDeals } from "../crm/queries"
import { Rows } from "../crm/Rows"
import { StageBar } from "../crm/StageBar"
import type { DealCard, Pipeline } from "../crm/types"
import type { View } from "./useDealsView"

interface Props {
  view: View
  pipelines: Pipeline[]
  empty: ReactNode
}

/** Deals as a list, the last changed first; those that ended, too. */
export function DealList({ view, pipelines, empty }: Props) {
  const { t } = useTranslation()
  const { pipeline, status, owner } = view
  const deals = useDeals({ pipeline, status, owner, q: useDeferredValue(view.q) })
  return (
    <Rows
      query={deals}
      label={t("crm:deals.title")}
      failed={t("crm:deals.not_loaded")}
      empty={empty}
    >
      {(deal) => <Row deal={deal} pipelines={pipelines} />}
    </Rows>
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

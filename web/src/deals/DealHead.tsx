import { Button } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { Notice } from "../components/Notice"
import { formatMoney } from "../crm/money"
import { pipelinesQuery } from "../crm/queries"
import type { Deal } from "../crm/types"
import type { useRecordChange } from "../crm/useRecordChange"
import record from "../records/Record.module.css"
import { Title } from "../records/Title"
import { LostButton } from "./LostButton"
import { Stages } from "./Stages"

interface Props {
  deal: Deal
  change: ReturnType<typeof useRecordChange<Deal>>
}

/** What it is called and worth, where it stands, and how it ends. */
export function DealHead({ deal, change }: Props) {
  const { t } = useTranslation()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const stages = pipelines.find(({ id }) => id === deal.pipeline_id)?.stages ?? []
  // Where it was sent just now, until the answer is there
  const asked = change.isPending && typeof change.variables === "object" && change.variables.stage
  return (
    <header className={record.head}>
      <div className={record.top}>
        <div className={record.who}>
          <Title
            title={deal.title}
            editable={deal.may.change}
            onSave={(title) => change.mutateAsync({ title })}
          />
          <div className={record.sub}>
            {deal.status !== "open" && (
              <span className={record.state} data-status={deal.status}>
                {t(`crm:status.${deal.status}`)}
              </span>
            )}
            {deal.value !== null && (
              <span className={record.amount}>{formatMoney(deal.value, deal.currency)}</span>
            )}
            {deal.person && <Link href={`/persons/${deal.person.id}`}>{deal.person.name}</Link>}
            {deal.organization && (
              <Link href={`/organizations/${deal.organization.id}`}>{deal.organization.name}</Link>
            )}
          </div>
        </div>
        <Ends deal={deal} change={change} />
      </div>
      {stages.length > 0 && (
        <Stages
          stages={stages}
          stage={typeof asked === "number" ? asked : deal.stage_id}
          still={deal.status !== "open" || !deal.may.change}
          onChoose={(stage) => change.mutate({ stage })}
        />
      )}
      {deal.archived_at !== null && <Notice>{t("crm:archived_text")}</Notice>}
    </header>
  )
}

function Ends({ deal, change }: Props) {
  const { t } = useTranslation()
  const busy = change.isPending
  if (deal.archived_at !== null)
    return (
      <Button variant="default" loading={busy} onClick={() => change.mutate("restore")}>
        {t("crm:restore")}
      </Button>
    )
  return (
    <div className={record.buttons}>
      {deal.status === "open" ? (
        <>
          <Button color="green" disabled={busy} onClick={() => change.mutate({ status: "won" })}>
            {t("crm:deal.win")}
          </Button>
          <LostButton
            title={deal.title}
            onLost={(lost_reason) => change.mutateAsync({ status: "lost", lost_reason })}
          />
        </>
      ) : (
        <Button variant="default" disabled={busy} onClick={() => change.mutate({ status: "open" })}>
          {t("crm:deal.reopen")}
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        disabled={busy}
        onClick={() => change.mutate("archive")}
      >
        {t("crm:archive")}
      </Button>
    </div>
  )
}

import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { Time } from "../components/Time"
import { formatMoney, readMoney } from "../crm/money"
import { dealQuery, pipelinesQuery } from "../crm/queries"
import type { Deal } from "../crm/types"
import { useRecordChange } from "../crm/useRecordChange"
import { formatDate } from "../i18n/format"
import { Access } from "../records/Access"
import { ChatLinkFact } from "../records/ChatLinkFact"
import { ConversationsCard } from "../records/ConversationsCard"
import { DeleteRecord } from "../records/DeleteRecord"
import { EditFact, Fact, Facts } from "../records/Facts"
import { OrganizationFact } from "../records/OrganizationFact"
import { isGone, RecordFrame, RecordMissing } from "../records/RecordFrame"
import { DealHead } from "./DealHead"

/** One deal: where it stands, what is known of it, and all that happened. */
export function DealPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: deal, error, refetch } = useQuery(dealQuery(id))
  const change = useRecordChange<Deal>("deal", id)
  const back = { href: "/deals", label: t("crm:deals.title") }
  useTitle(deal?.title)
  if (!deal || isGone(error))
    return <RecordMissing error={error} back={back} retry={() => void refetch()} />
  return (
    <RecordFrame
      kind="deal"
      id={id}
      back={back}
      writable={deal.may.change}
      head={<DealHead deal={deal} change={change} />}
    >
      <Facts title={t("crm:field.details")}>
        <EditFact
          label={t("crm:field.value")}
          value={deal.value?.replace(/\.00$/, "") ?? ""}
          shown={deal.value !== null && formatMoney(deal.value, deal.currency)}
          inputMode="decimal"
          editable={deal.may.change}
          onSave={(value) => change.mutateAsync({ value: readMoney(value) || null })}
        />
        <Fact label={t("crm:field.person")}>
          {deal.person && <Link href={`/persons/${deal.person.id}`}>{deal.person.name}</Link>}
        </Fact>
        <OrganizationFact
          organization={deal.organization}
          editable={deal.may.change}
          save={change.mutateAsync}
        />
        <Pipeline id={deal.pipeline_id} />
        <EditFact
          label={t("crm:field.expected_close")}
          value={deal.expected_close ?? ""}
          shown={deal.expected_close && formatDate(`${deal.expected_close}T00:00`)}
          type="date"
          editable={deal.may.change}
          onSave={(day) => change.mutateAsync({ expected_close: day || null })}
        />
        {deal.lost_reason && <Fact label={t("crm:field.lost_reason")}>{deal.lost_reason}</Fact>}
        <ChatLinkFact url={deal.chat_link} />
        <Access record={deal} change={change.mutate} />
        <Fact label={t("crm:field.entered")}>
          <Time at={deal.entered_at} as="full" />
        </Fact>
        <Fact label={t("crm:field.created")}>
          <Time at={deal.created_at} as="full" />
        </Fact>
      </Facts>
      <ConversationsCard kind="deal" id={id} />
      <DeleteRecord kind="deal" record={deal} title={deal.title} />
    </RecordFrame>
  )
}

function Pipeline({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data } = useQuery(pipelinesQuery)
  return (
    <Fact label={t("crm:field.pipeline")}>
      {data?.find((pipeline) => pipeline.id === id)?.name}
    </Fact>
  )
}

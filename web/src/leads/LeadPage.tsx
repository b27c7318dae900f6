import { Button } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../api/client"
import { useTitle } from "../browser/title"
import { Notice } from "../components/Notice"
import { Time } from "../components/Time"
import { formatMoney, readMoney } from "../crm/money"
import { leadQuery } from "../crm/queries"
import type { Lead } from "../crm/types"
import { useRecordChange } from "../crm/useRecordChange"
import { Access } from "../records/Access"
import { ChatLinkFact } from "../records/ChatLinkFact"
import { ConversationsCard } from "../records/ConversationsCard"
import { DeleteRecord } from "../records/DeleteRecord"
import { EditFact, Fact, Facts } from "../records/Facts"
import { OrganizationFact } from "../records/OrganizationFact"
import record from "../records/Record.module.css"
import { isGone, RecordFrame, RecordMissing } from "../records/RecordFrame"
import { Title } from "../records/Title"
import { ConvertButton } from "./ConvertButton"

/** One lead: read, made a deal of, or put away. */
export function LeadPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: lead, error, refetch } = useQuery(leadQuery(id))
  const change = useRecordChange<Lead>("lead", id)
  const back = { href: "/leads", label: t("crm:leads.title") }
  useTitle(lead?.title)
  useSeen(lead)
  if (!lead || isGone(error))
    return <RecordMissing error={error} back={back} retry={() => void refetch()} />
  return (
    <RecordFrame
      kind="lead"
      id={id}
      back={back}
      writable={lead.may.change}
      head={<LeadHead lead={lead} change={change} />}
    >
      <Facts title={t("crm:field.details")}>
        <EditFact
          label={t("crm:field.value")}
          value={lead.value?.replace(/\.00$/, "") ?? ""}
          shown={lead.value !== null && formatMoney(lead.value, lead.currency)}
          inputMode="decimal"
          editable={lead.may.change}
          onSave={(value) => change.mutateAsync({ value: readMoney(value) || null })}
        />
        <Fact label={t("crm:field.person")}>
          {lead.person && <Link href={`/persons/${lead.person.id}`}>{lead.person.name}</Link>}
        </Fact>
        <OrganizationFact
          organization={lead.organization}
          editable={lead.may.change}
          save={change.mutateAsync}
        />
        <EditFact
          label={t("crm:field.label")}
          value={lead.label}
          editable={lead.may.change}
          onSave={(label) => change.mutateAsync({ label: label.trim() })}
        />
        <ChatLinkFact url={lead.chat_link} />
        <Access record={lead} change={change.mutate} />
        <Fact label={t("crm:field.created")}>
          <Time at={lead.created_at} as="full" />
        </Fact>
      </Facts>
      <ConversationsCard kind="lead" id={id} />
      <DeleteRecord kind="lead" record={lead} title={lead.title} />
    </RecordFrame>
  )
}

interface HeadProps {
  lead: Lead
  change: ReturnType<typeof useRecordChange<Lead>>
}

function LeadHead({ lead, change }: HeadProps) {
  const { t } = useTranslation()
  const away = lead.archived_at !== null
  return (
    <header className={record.head}>
      <div className={record.top}>
        <div className={record.who}>
          <Title
            title={lead.title}
            editable={lead.may.change}
            onSave={(title) => change.mutateAsync({ title })}
          />
          <div className={record.sub}>
            {lead.value !== null && (
              <span className={record.amount}>{formatMoney(lead.value, lead.currency)}</span>
            )}
            {lead.person && <Link href={`/persons/${lead.person.id}`}>{lead.person.name}</Link>}
            {lead.label && <span className={record.state}>{lead.label}</span>}
          </div>
        </div>
        <div className={record.buttons}>
          {!away && <ConvertButton lead={lead} />}
          <Button
            variant="default"
            loading={change.isPending}
            onClick={() => change.mutate(away ? "restore" : "archive")}
          >
            {t(away ? "crm:restore" : "crm:archive")}
          </Button>
        </div>
      </div>
      {away && <Notice>{t("crm:archived_text")}</Notice>}
    </header>
  )
}

/** Who opens a lead has seen it. */
function useSeen(lead: Lead | undefined): void {
  const client = useQueryClient()
  const fresh = lead !== undefined && !lead.seen && lead.may.change
  const id = lead?.id
  useEffect(() => {
    if (!fresh || id === undefined) return
    api.patch<Lead>(`/leads/${id}`, { seen: true }).then(
      (seen) => {
        client.setQueryData(leadQuery(id).queryKey, seen)
        void client.invalidateQueries({ queryKey: ["leads"] })
      },
      // It stays marked as new, and is seen the next time
      () => undefined,
    )
  }, [client, fresh, id])
}

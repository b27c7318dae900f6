import { Button, TextInput } from "@mantine/core"
import { IconPlus, IconSearch, IconTargetArrow } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { EmptyState } from "../components/EmptyState"
import { Time } from "../components/Time"
import list from "../crm/List.module.css"
import { formatMoney } from "../crm/money"
import { NewRecord } from "../crm/NewRecord"
import { Owner } from "../crm/Owner"
import { useLeads } from "../crm/queries"
import { Rows } from "../crm/Rows"
import type { LeadRow } from "../crm/types"
import { ChosenBar } from "./ChosenBar"
import classes from "./Leads.module.css"
import { useChosen } from "./useChosen"

/** Leads that wait for somebody, the newest first; those that were put away stand apart. */
export function LeadList({ archived }: { archived: boolean }) {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const [q, setQ] = useState("")
  const leads = useLeads({ archived, q: useDeferredValue(q.trim()) })
  const listed = leads.data?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? []
  const chosen = useChosen(listed)
  const title = t(archived ? "crm:leads.archive" : "crm:leads.inbox")
  useTitle(title)
  return (
    <div className={list.page}>
      <header className={list.head}>
        <h1 className={list.title}>{title}</h1>
        <Button color="green" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          {t("crm:new.lead")}
        </Button>
      </header>
      {chosen.chosen.length > 0 ? (
        <ChosenBar archived={archived} chosen={chosen} listed={listed.length} />
      ) : (
        <div className={list.filters}>
          <TextInput
            type="search"
            className={list.first}
            leftSection={<IconSearch size={16} aria-hidden />}
            aria-label={t("crm:leads.search")}
            placeholder={t("crm:leads.search")}
            maxLength={200}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
        </div>
      )}
      <Rows
        query={leads}
        label={title}
        failed={t("crm:leads.not_loaded")}
        empty={<Nothing sought={q.trim() !== ""} archived={archived} />}
      >
        {(lead) => (
          <div className={classes.line} data-chosen={chosen.has(lead.id)}>
            <label className={classes.tick}>
              <input
                type="checkbox"
                aria-label={t("board:leads.tick", { title: lead.title })}
                checked={chosen.has(lead.id)}
                onChange={() => chosen.toggle(lead.id)}
              />
            </label>
            <Row lead={lead} />
          </div>
        )}
      </Rows>
      {making && <NewRecord kind="lead" onClose={() => setMaking(false)} />}
    </div>
  )
}

function Nothing({ sought, archived }: { sought: boolean; archived: boolean }) {
  const { t } = useTranslation()
  if (sought) return <EmptyState title={t("crm:leads.none_found")} />
  if (archived) return <EmptyState title={t("crm:leads.none_archived")} />
  return (
    <EmptyState icon={<IconTargetArrow size={24} stroke={1.6} />} title={t("crm:leads.none")}>
      {t("crm:leads.none_text")}
    </EmptyState>
  )
}

function Row({ lead }: { lead: LeadRow }) {
  const { t } = useTranslation()
  const whose = [lead.person?.name, lead.organization?.name].filter(Boolean).join(" · ")
  return (
    <Link href={`/leads/${lead.id}`} className={list.row}>
      <span className={list.what}>
        <span className={list.name} data-new={!lead.seen}>
          {!lead.seen && <span className="visually-hidden">{t("crm:leads.unseen")} </span>}
          {lead.title}
        </span>
        {whose && <span className={list.meta}>{whose}</span>}
      </span>
      <span className={list.meta}>{lead.label}</span>
      <span className={list.value}>
        {lead.value !== null && formatMoney(lead.value, lead.currency)}
      </span>
      <Owner owner={lead.owner} />
      <Time at={lead.created_at} className={list.time} />
    </Link>
  )
}

import { useId } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { formatMoney } from "../crm/money"
import type { DealCard, LeadRow } from "../crm/types"
import record from "../records/Record.module.css"

interface Props {
  title: string
  none: string
  path: "/deals" | "/leads"
  rows: (DealCard | LeadRow)[]
}

/** Deals or leads of somebody, the last changed first. */
export function Beside({ title, none, path, rows }: Props) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section className={record.card} aria-labelledby={id}>
      <h2 id={id} className={record.heading}>
        {title}
      </h2>
      {rows.length === 0 && <p className={record.none}>{none}</p>}
      <ul className={record.links}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link href={`${path}/${row.id}`} className={record.link}>
              <span className={record.wrapped}>{row.title}</span>
              {"status" in row && row.status !== "open" && (
                <span className={record.state} data-status={row.status}>
                  {t(`crm:status.${row.status}`)}
                </span>
              )}
              {row.value !== null && (
                <span className={record.meta}>{formatMoney(row.value, row.currency)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

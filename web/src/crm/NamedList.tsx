import { Button, TextInput } from "@mantine/core"
import { IconPlus, IconSearch } from "@tabler/icons-react"
import type { UseInfiniteQueryResult } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { useTitle } from "../browser/title"
import { EmptyState } from "../components/EmptyState"
import list from "./List.module.css"
import { Rows } from "./Rows"

interface Props<Row> {
  kind: "person" | "organization"
  icon: ReactNode
  typed: string
  onType: (q: string) => void
  query: UseInfiniteQueryResult<{ pages: { items: Row[] }[] }>
  /** The dialog for a new one. */
  fresh: (close: () => void) => ReactNode
  children: (row: Row) => ReactNode
}

/** Persons or organizations: found by what is typed, the newest first, and a button for one more. */
export function NamedList<Row extends { id: number }>(props: Props<Row>) {
  const { t } = useTranslation()
  const { kind, icon, typed, onType, query, fresh, children } = props
  const [making, setMaking] = useState(false)
  const title = t(`frame:${kind}s`)
  const search = t(`crm:${kind}s.search`)
  useTitle(title)
  return (
    <div className={list.page}>
      <header className={list.head}>
        <h1 className={list.title}>{title}</h1>
        <Button color="green" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
          {t(`crm:new.${kind}`)}
        </Button>
      </header>
      <div className={list.filters}>
        <TextInput
          type="search"
          className={list.first}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={search}
          placeholder={search}
          maxLength={200}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      </div>
      <Rows
        query={query}
        label={title}
        failed={t(`crm:${kind}s.not_loaded`)}
        empty={
          typed.trim() ? (
            <EmptyState title={t(`crm:${kind}s.none_found`)} />
          ) : (
            <EmptyState icon={icon} title={t(`crm:${kind}s.none`)}>
              {t(`crm:${kind}s.none_text`)}
            </EmptyState>
          )
        }
      >
        {children}
      </Rows>
      {making && fresh(() => setMaking(false))}
    </div>
  )
}

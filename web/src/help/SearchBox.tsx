import { IconSearch } from "@tabler/icons-react"
import type { FormEvent } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import classes from "./SearchBox.module.css"
import type { Topic } from "./topics"

interface Props {
  query: string
  /** What the query finds, best first: Enter opens it. */
  found: Topic[]
  onChange: (query: string) => void
}

export function SearchBox({ query, found, onChange }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (query.trim() && found[0]) go(`/help/${found[0]}`)
  }
  return (
    <search>
      <form className={classes.box} onSubmit={open}>
        <IconSearch size={18} stroke={1.7} aria-hidden />
        <input
          type="search"
          className={classes.input}
          value={query}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-label={t("help:search")}
          placeholder={t("help:search")}
          autoComplete="off"
        />
      </form>
      <p className="visually-hidden" role="status">
        {query.trim() ? t("help:found", { count: found.length }) : ""}
      </p>
    </search>
  )
}

import { IconChevronRight } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import type { Articles } from "./article"
import classes from "./Help.module.css"
import { OtherLanguage } from "./OtherLanguage"
import { SearchBox } from "./SearchBox"
import { searchTopics } from "./search"
import { type Group, groups, type Topic } from "./topics"

/** Every topic, and what a search leaves of them. */
export function HelpIndex({ articles }: { articles: Articles }) {
  const { t } = useTranslation()
  const [query, setQuery] = useState("")
  const found = searchTopics(articles, query)
  useTitle(t("help:title"))
  return (
    <div className={classes.index}>
      <header className={classes.indexHead}>
        <div className={classes.titleLine}>
          <h1 className={classes.title}>{t("help:title")}</h1>
          <OtherLanguage />
        </div>
        <p className={classes.lead}>{t("help:lead")}</p>
        <SearchBox query={query} found={found} onChange={setQuery} />
      </header>
      {query.trim() ? <Found found={found} articles={articles} /> : <Groups articles={articles} />}
    </div>
  )
}

function Groups({ articles }: { articles: Articles }) {
  const { t } = useTranslation()
  return (Object.keys(groups) as Group[]).map((group) => (
    <section key={group} className={classes.group}>
      <h2 className={classes.groupTitle}>{t(`help:group.${group}`)}</h2>
      <Rows topics={groups[group]} articles={articles} />
    </section>
  ))
}

function Found({ found, articles }: { found: Topic[]; articles: Articles }) {
  const { t } = useTranslation()
  if (found.length > 0) return <Rows topics={found} articles={articles} />
  return (
    <p className={classes.nothing}>
      {t("help:nothing_found")}{" "}
      <Link href="/help/troubleshooting">{articles.troubleshooting?.title}</Link>
    </p>
  )
}

function Rows({ topics, articles }: { topics: readonly Topic[]; articles: Articles }) {
  return (
    <ul className={classes.rows}>
      {topics.map((topic) => (
        <li key={topic}>
          <Link href={`/help/${topic}`} className={classes.row}>
            <span className={classes.rowTitle}>{articles[topic]?.title}</span>
            <span className={classes.rowLead}>{articles[topic]?.lead}</span>
            <IconChevronRight size={16} stroke={1.7} className={classes.chevron} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}

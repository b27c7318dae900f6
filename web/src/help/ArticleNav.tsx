import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import classes from "./ArticleNav.module.css"
import type { Articles } from "./article"
import { SearchBox } from "./SearchBox"
import { searchTopics } from "./search"
import { type Group, groups, type Topic } from "./topics"

/** The other topics beside an article, and a search among them. */
export function ArticleNav({ topic, articles }: { topic: Topic; articles: Articles }) {
  const { t } = useTranslation()
  const [query, setQuery] = useState("")
  const found = searchTopics(articles, query)
  const links = (names: readonly Topic[]) => (
    <ul className={classes.topics}>
      {names.map((name) => (
        <li key={name}>
          <Link
            href={`/help/${name}`}
            className={classes.topic}
            aria-current={name === topic ? "page" : undefined}
          >
            {articles[name]?.title}
          </Link>
        </li>
      ))}
    </ul>
  )
  return (
    <nav className={classes.nav} aria-label={t("help:title")}>
      <SearchBox query={query} found={found} onChange={setQuery} />
      {query.trim() ? (
        found.length > 0 ? (
          links(found)
        ) : (
          <p className={classes.nothing}>{t("help:nothing_found")}</p>
        )
      ) : (
        (Object.keys(groups) as Group[]).map((group) => (
          <section key={group}>
            <p className={classes.group}>{t(`help:group.${group}`)}</p>
            {links(groups[group])}
          </section>
        ))
      )}
    </nav>
  )
}

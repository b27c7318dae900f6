import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Articles } from "./article"
import classes from "./Neighbours.module.css"
import { type Topic, topics } from "./topics"

/** The article before and the one after, in the help's order. */
export function Neighbours({ topic, articles }: { topic: Topic; articles: Articles }) {
  const { t } = useTranslation()
  const at = topics.indexOf(topic)
  const [previous, next] = [topics[at - 1], topics[at + 1]]
  return (
    <nav className={classes.neighbours} aria-label={t("help:neighbours")}>
      {previous && (
        <Link href={`/help/${previous}`} className={classes.link} rel="prev">
          <span className={classes.way}>
            <IconArrowLeft size={14} aria-hidden /> {t("help:previous")}
          </span>
          {articles[previous]?.title}
        </Link>
      )}
      {next && (
        <Link href={`/help/${next}`} className={classes.link} rel="next" data-next>
          <span className={classes.way}>
            {t("help:next")} <IconArrowRight size={14} aria-hidden />
          </span>
          {articles[next]?.title}
        </Link>
      )}
    </nav>
  )
}

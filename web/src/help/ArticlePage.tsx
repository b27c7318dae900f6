import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { ArticleNav } from "./ArticleNav"
import classes from "./ArticlePage.module.css"
import type { Articles } from "./article"
import { Contents } from "./Contents"
import { Neighbours } from "./Neighbours"
import { OtherLanguage } from "./OtherLanguage"
import { Prose } from "./Prose"
import { SupportContact } from "./SupportContact"
import { ToScreen } from "./ToScreen"
import type { Topic } from "./topics"

interface Props {
  topic: Topic
  articles: Articles
  /** Whoever is signed in to a workspace has the screens that articles are about. */
  signedIn: boolean
}

/** One article, between the other topics and its own headings. */
export function ArticlePage({ topic, articles, signedIn }: Props) {
  const { t } = useTranslation()
  const article = articles[topic]
  const title = useRef<HTMLHeadingElement>(null)
  useTitle(article?.title)
  useEffect(() => {
    // As after any change of page: at its top, and with the reader's place in it
    const asked = document.getElementById(location.hash.slice(1))
    if (asked) asked.scrollIntoView()
    else title.current?.closest("main")?.scrollTo(0, 0)
    title.current?.focus({ preventScroll: true })
  }, [])
  if (!article) return null
  return (
    <div className={classes.page}>
      <ArticleNav topic={topic} articles={articles} />
      <article className={classes.article}>
        <div className={classes.above}>
          <Link href="/help">{t("help:all_topics")}</Link>
          <OtherLanguage />
        </div>
        <h1 ref={title} tabIndex={-1} className={classes.title}>
          {article.title}
        </h1>
        <p className={classes.lead} dangerouslySetInnerHTML={{ __html: article.leadHtml }} />
        <Contents sections={article.sections} place="above" />
        <Prose html={article.html} />
        {signedIn && <ToScreen topic={topic} />}
        {topic === "contact-support" ? <SupportContact /> : <StillStuck topic={topic} />}
        <Neighbours topic={topic} articles={articles} />
      </article>
      <Contents sections={article.sections} place="beside" />
    </div>
  )
}

/** TS-21. */
function StillStuck({ topic }: { topic: Topic }) {
  const { t } = useTranslation()
  return (
    <p className={classes.stuck}>
      {t("help:still_stuck")}{" "}
      {topic !== "troubleshooting" && (
        <>
          <Link href="/help/troubleshooting">{t("help:to_problems")}</Link>
          {t("help:or")}
        </>
      )}
      <Link href="/help/contact-support">{t("help:to_support")}</Link>
    </p>
  )
}

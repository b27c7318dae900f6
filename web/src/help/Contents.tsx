import { useTranslation } from "react-i18next"
import type { Article } from "./article"
import classes from "./Contents.module.css"

interface Props {
  sections: Article["sections"]
  /** Beside the text where there is room for it, else folded above it. */
  place: "beside" | "above"
}

/** What an article contains. A short one is seen whole and has none. */
export function Contents({ sections, place }: Props) {
  const { t } = useTranslation()
  const links = (
    <ol className={classes.list}>
      {sections.map(({ id, title }) => (
        <li key={id}>
          <a href={`#${id}`} className={classes.link}>
            {title}
          </a>
        </li>
      ))}
    </ol>
  )
  if (sections.length < 3) return place === "beside" ? <div className={classes.beside} /> : null
  if (place === "above")
    return (
      <details className={classes.above}>
        <summary>{t("help:contents")}</summary>
        {links}
      </details>
    )
  return (
    <nav className={classes.beside} aria-label={t("help:contents")}>
      <p className={classes.head}>{t("help:contents")}</p>
      {links}
    </nav>
  )
}

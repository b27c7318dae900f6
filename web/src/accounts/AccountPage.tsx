import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { SchemeChoice } from "../frame/SchemeChoice"
import classes from "./AccountPage.module.css"
import { LanguageSwitch } from "./LanguageSwitch"

interface Props {
  title: string
  lead?: ReactNode
  /** For more to read than a form. */
  wide?: boolean
  children?: ReactNode
}

/** One calm card in the middle: what every screen outside the frame looks like. */
export function AccountPage({ title, lead, wide = false, children }: Props) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <img src="/favicon.svg" alt="" width={28} height={28} />
        Kaiwa
      </header>
      <main className={classes.card} data-wide={wide}>
        <h1 className={classes.title}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children && <div className={classes.body}>{children}</div>}
      </main>
      <footer className={classes.under}>
        <LanguageSwitch />
        <div className={classes.schemes}>
          <SchemeChoice />
        </div>
        <Link href="/help" className={classes.help}>
          {t("frame:help")}
        </Link>
      </footer>
    </div>
  )
}

/** The quiet line under a form that leads elsewhere. */
export function Below({ children }: { children: ReactNode }) {
  return <p className={classes.below}>{children}</p>
}

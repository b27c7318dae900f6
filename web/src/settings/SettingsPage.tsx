import type { ReactNode } from "react"
import { useTitle } from "../browser/title"
import classes from "./SettingsPage.module.css"

interface Props {
  title: string
  lead?: ReactNode
  /** Beside the title. */
  action?: ReactNode
  children: ReactNode
}

/** The title of a page of the settings, and its column. */
export function SettingsPage({ title, lead, action, children }: Props) {
  useTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.headText}>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  )
}

interface SectionProps {
  title: string
  lead?: ReactNode
  children: ReactNode
  /** Rows reach the edge of the card. */
  flush?: boolean
}

export function Section({ title, lead, children, flush = false }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      {lead && <p className={classes.sectionLead}>{lead}</p>}
      <div className={classes.card} data-flush={flush}>
        {children}
      </div>
    </section>
  )
}

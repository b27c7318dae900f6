import type { ReactNode } from "react"
import classes from "./State.module.css"

interface Props {
  icon?: ReactNode
  title: string
  children?: ReactNode
  /** The one next step: a button or a link. */
  action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className={classes.state}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}

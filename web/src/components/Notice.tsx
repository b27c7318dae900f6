import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react"
import type { ReactNode } from "react"
import classes from "./Notice.module.css"

const icons = {
  plain: IconInfoCircle,
  amber: IconAlertTriangle,
  red: IconAlertTriangle,
  go: IconCircleCheck,
}

/** A sentence or two in a box, within a screen. Red ones are read out at once. */
export function Notice({
  tone = "plain",
  children,
}: {
  tone?: keyof typeof icons
  children: ReactNode
}) {
  const Icon = icons[tone]
  return (
    <div
      className={classes.notice}
      data-tone={tone}
      role={tone === "red" ? "alert" : tone === "go" ? "status" : undefined}
    >
      <Icon size={16} aria-hidden />
      <div className={classes.body}>{children}</div>
    </div>
  )
}

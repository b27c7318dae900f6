import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  type IconProps,
} from "@tabler/icons-react"
import type { ComponentType } from "react"
import type { Status } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import classes from "./Ticks.module.css"

const icons: Record<Status, ComponentType<IconProps> | null> = {
  received: null,
  queued: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  unknown: IconHelpCircle,
}

/** What the provider said became of it, as a mark; the word is its title. */
export function Ticks({ status }: { status: Status }) {
  const { t } = useWords()
  const Icon = icons[status]
  if (!Icon) return null
  const word = t(`thread:status.${status}`)
  return (
    <span className={classes.ticks} data-status={status} title={word} role="img" aria-label={word}>
      <Icon size={15} stroke={2} aria-hidden />
    </span>
  )
}

import { useNow } from "../browser/now"
import { formatMoment, formatShort, formatTime } from "../i18n/format"
import { useWords } from "../i18n/useWords"

interface Props {
  at: string
  /** short: 今 / 14:05 / 昨日 / 11/21; clock: always the time of day; full: day and time. */
  as?: "short" | "clock" | "full"
  className?: string
}

export function Time({ at, as = "short", className }: Props) {
  useWords() // drawn again when the language changes
  const now = useNow()
  const shown =
    as === "short" ? formatShort(at, now) : as === "clock" ? formatTime(at) : formatMoment(at)
  return (
    <time dateTime={at} title={as === "full" ? undefined : formatMoment(at)} className={className}>
      {shown}
    </time>
  )
}

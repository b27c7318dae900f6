import { IconClock } from "@tabler/icons-react"
import type { ReplyWindow } from "../../api/types"
import { useNow } from "../../browser/now"
import { formatLeft } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { HOUR, timeLeft } from "../window"

/** How long one may still reply, where that begins to matter: grey from six hours before, amber from two. */
export function WindowClock({ window }: { window: ReplyWindow }) {
  const left = timeLeft(window, useNow())
  return left === null || left <= 0 || left > 6 * HOUR ? null : <Clock left={left} />
}

function Clock({ left }: { left: number }) {
  const { t } = useWords()
  const words = t("composer:window_left", { left: formatLeft(left) })
  return (
    <span
      style={{ display: "grid", color: left < 2 * HOUR ? "var(--k-amber-dot)" : "var(--k-text-3)" }}
      title={words}
      data-amber={left < 2 * HOUR}
    >
      <IconClock size={15} stroke={2} aria-hidden />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}

/** The same in words, for a list that is ordered by it. */
export function TimeLeft({ window, className }: { window: ReplyWindow; className?: string }) {
  const { t } = useWords()
  const left = timeLeft(window, useNow())
  if (left === null || left <= 0) return <span className={className}>{t("list:no_reply")}</span>
  const soon = left < 2 * HOUR
  return (
    <span
      className={`${className} tabular`}
      style={soon ? { color: "var(--k-amber)", fontWeight: 600 } : undefined}
      title={t("composer:window_left", { left: formatLeft(left) })}
    >
      {formatLeft(left)}
    </span>
  )
}

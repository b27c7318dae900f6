import { IconClock } from "@tabler/icons-react"
import type { ReplyWindow } from "../../api/types"
import { formatLeft, formatMoment } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { HOUR } from "../window"
import classes from "./Composer.module.css"

/** How long one may still reply, and why there is an end. */
export function WindowLine({ window, left }: { window: ReplyWindow; left: number | null }) {
  const { t } = useWords()
  if (left === null || window.closes_at === null) return null
  // On a phone the clock and the time say it; the words stay for whoever hears them
  const [before, after] = t("composer:window_left", { left: "\n" }).split("\n")
  const extended = window.state === "extended"
  return (
    <div
      className={classes.window}
      data-amber={left < 2 * HOUR}
      title={t(extended ? "composer:window_why_extended" : "composer:window_why", {
        at: formatMoment(window.closes_at),
      })}
    >
      <IconClock size={14} stroke={2} aria-hidden />
      <span className={classes.left}>
        <span className={classes.why}>{before}</span>
        {formatLeft(left)}
        <span className={classes.why}>{after}</span>
      </span>
      {extended && <span className={classes.why}>{t("composer:window_extended")}</span>}
    </div>
  )
}

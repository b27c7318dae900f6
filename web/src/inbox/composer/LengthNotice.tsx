import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"

/** Characters as people and the providers count them, not UTF-16 units. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Appears with the last tenth of what the channel takes, and says when it is too much. */
export function LengthNotice({ text, limit }: { text: string; limit: number | null }) {
  const { t } = useWords()
  if (limit === null || text.length < limit * 0.9) return null
  const left = limit - lengthOf(text)
  const over = left < 0
  const words = over
    ? t("composer:too_long", { over: formatNumber(-left), limit: formatNumber(limit) })
    : t("composer:characters_left", { left: formatNumber(left) })
  return (
    <div className={classes.notice} data-over={over} role={over ? "alert" : undefined}>
      {words}
    </div>
  )
}

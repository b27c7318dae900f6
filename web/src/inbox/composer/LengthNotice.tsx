import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"
import { split } from "./split"

/** What the API takes at once, whatever the channel. */
export const LONGEST = 20_000

/** Characters as people and the providers count them, not UTF-16 units. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Says when a text will go as several messages, and when it is more than can be taken at all. */
export function LengthNotice({ text, limit }: { text: string; limit: number | null }) {
  const { t } = useWords()
  const length = text.length > (limit ?? LONGEST) ? lengthOf(text) : 0
  if (length > LONGEST)
    return (
      <div className={classes.notice} data-over role="alert">
        {t("composer:too_long", {
          over: formatNumber(length - LONGEST),
          limit: formatNumber(LONGEST),
        })}
      </div>
    )
  if (limit === null || length <= limit) return null
  return (
    <div className={classes.notice} role="status">
      {t("composer:split", {
        limit: formatNumber(limit),
        parts: formatNumber(split(text, limit).length),
      })}
    </div>
  )
}

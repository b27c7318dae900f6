import { IconArrowDown } from "@tabler/icons-react"
import { type RefObject, useRef } from "react"
import type { Message } from "../../api/types"
import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import classes from "./Scroller.module.css"

interface Props {
  box: RefObject<HTMLDivElement | null>
  items: Message[]
  atBottom: boolean
  /** The newest is not loaded here: how many are unread there, and how to get there. */
  away: { unread: number; leave: () => void } | null
}

/** Back to the lower end; says how many messages came since one left it. */
export function JumpToNewest({ box, items, atBottom, away }: Props) {
  const { t } = useWords()
  const seen = useRef<number | undefined>(undefined)
  const newest = items.at(-1)?.id
  if (atBottom) seen.current = newest
  if (atBottom) return null
  const from = items.findLastIndex(({ id }) => id === seen.current)
  const count =
    away?.unread ?? items.slice(from + 1).filter(({ direction }) => direction !== "event").length
  // Of what is not loaded, the server counts no further
  const shown = away && count > 99 ? "99+" : formatNumber(count)
  return (
    <button
      type="button"
      className={classes.jump}
      data-count={count}
      onClick={() => (away ? away.leave() : box.current?.scrollTo({ top: 0, behavior: "smooth" }))}
      aria-label={count === 0 ? t("thread:jump") : undefined}
      title={t("thread:jump")}
    >
      <IconArrowDown size={18} stroke={1.8} aria-hidden />
      {count > 0 && t("thread:new_count", { count, shown })}
    </button>
  )
}

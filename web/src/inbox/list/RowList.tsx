import { IconArrowUp } from "@tabler/icons-react"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useMemo, useRef } from "react"
import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { Row } from "./Row"
import classes from "./RowList.module.css"
import type { Rows } from "./rows"
import { SelectBox } from "./SelectBox"
import { SkeletonRow } from "./SkeletonRows"
import { useKeptRows } from "./useKeptRows"
import { useRowsInView } from "./useRows"

export const ROW_HEIGHT = 64

/** Only the rows in view are in the document, whatever the length of the list. */
export function RowList({ rows, openId }: { rows: Rows; openId: number | null }) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const total = rows.items.length
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const shown = virtual.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  useRowsInView(rows, first, last)
  const above = useKeptRows(scroller, rows, ROW_HEIGHT)

  const openAt = useMemo(
    () => (openId === null ? -1 : rows.items.findIndex((row) => row?.id === openId)),
    [rows, openId],
  )
  const latest = useRef({ virtual, openAt })
  latest.current = { virtual, openAt }
  useEffect(() => {
    const { virtual, openAt } = latest.current
    if (openAt < 0) return
    virtual.scrollToIndex(openAt, { align: "auto" })
    // With the focus in the list, the focus goes along
    if (!scroller.current?.contains(document.activeElement)) return
    const follow = () =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-conversation="${openId}"]`)
        ?.focus({ preventScroll: true })
    requestAnimationFrame(follow)
  }, [openId])

  return (
    <div className={classes.frame}>
      <nav
        ref={scroller}
        className={classes.scroller}
        aria-label={t("list:title")}
        data-testid="conversation-list"
      >
        <ul className={classes.list} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start }) => {
            const row = rows.items[index]
            return (
              <li
                // Not by the virtualizer: giving it keys makes it measure all 100,000 rows with every change
                key={row?.id ?? `hole-${index}`}
                className={classes.item}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={total}
                aria-posinset={index + 1}
              >
                {row ? (
                  <>
                    <Row
                      row={row}
                      open={row.id === openId}
                      reachable={openAt >= 0 ? index === openAt : index === 0}
                    />
                    <SelectBox id={row.id} name={contactName(row)} />
                  </>
                ) : (
                  <SkeletonRow />
                )}
              </li>
            )
          })}
        </ul>
      </nav>
      {above > 0 && (
        <button
          type="button"
          className={classes.above}
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: "smooth" })}
        >
          <IconArrowUp size={16} stroke={2} aria-hidden />
          {t("list:above", { count: above, shown: formatNumber(above) })}
        </button>
      )}
    </div>
  )
}

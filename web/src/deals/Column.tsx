import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine"
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element"
import { Button } from "@mantine/core"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useId, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { Skeleton } from "../components/Skeleton"
import { formatMoney } from "../crm/money"
import type { BoardColumn, BoardView, DealCard, Sum } from "../crm/types"
import { formatNumber } from "../i18n/format"
import classes from "./Board.module.css"
import { Card } from "./Card"
import type { Wanted } from "./useBoardKeys"
import { useColumnPages } from "./useColumnPages"
import { useStill } from "./useStill"

interface Props {
  pipeline: number
  column: BoardColumn
  /** Of this stage, one for each currency; undefined while they are counted. */
  sums: Sum[] | undefined
  view: BoardView
  reachable: number | null
  held: number | null
  wanted: Wanted | null
  hint: string
  onAsk: (deal: DealCard) => void
}

const CARD = 92
const GAP = 8
const SOON = 1000

/** One stage. Only the cards in view are in the document, whatever the length of the column. */
export function Column(props: Props) {
  const { pipeline, column, sums, view, reachable, held, wanted, hint, onAsk } = props
  const { t } = useTranslation()
  const id = useId()
  const { deals } = column
  const scroller = useRef<HTMLDivElement>(null)
  const more = useColumnPages(pipeline, column, view)
  const virtual = useVirtualizer({
    count: deals.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    getItemKey: (index) => deals[index]?.id ?? index,
    gap: GAP,
    overscan: 5,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const { hasMore, load } = more
  useEffect(() => {
    if (hasMore && last >= deals.length - 15) load()
  }, [hasMore, load, last, deals.length])
  useStill(scroller, virtual, deals)
  useFocus(scroller, wanted, deals, (index) => virtual.scrollToIndex(index))
  const [over, drop] = useDropTarget(column.id, scroller)
  return (
    <section ref={drop} className={classes.column} aria-labelledby={id} data-over={over}>
      <header className={classes.columnHead}>
        <h2 id={id} className={classes.stage}>
          {column.name}
        </h2>
        <Worth sums={sums} />
      </header>
      <div ref={scroller} className={classes.cards}>
        <ul className={classes.list} style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const deal = deals[index]
            return deal ? (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Card
                  deal={deal}
                  reachable={deal.id === reachable}
                  held={deal.id === held}
                  hint={hint}
                  onAsk={onAsk}
                />
              </li>
            ) : null
          })}
        </ul>
        {hasMore && !more.failed && <Skeleton height={CARD} />}
        {more.failed && (
          <Button variant="default" size="xs" fullWidth onClick={load}>
            {t("board:more_failed")}
          </Button>
        )}
      </div>
    </section>
  )
}

/** How many deals, and what they are worth in each currency. */
function Worth({ sums }: { sums: Sum[] | undefined }) {
  const { t } = useTranslation()
  const count = sums?.reduce((all, sum) => all + sum.count, 0)
  const worth = sums?.filter(({ value }) => value !== null) ?? []
  return (
    <p className={classes.worth}>
      <span>{count !== undefined && t("board:deals", { count, shown: formatNumber(count) })}</span>
      {worth
        .toSorted((one, other) => other.count - one.count)
        .map(({ currency, value }) => (
          <span key={currency} className={classes.sum}>
            {formatMoney(value ?? "0", currency)}
          </span>
        ))}
    </p>
  )
}

function useDropTarget(stage: number, scroller: React.RefObject<HTMLDivElement | null>) {
  const [over, setOver] = useState(false)
  const target = useRef<HTMLElement>(null)
  useEffect(() => {
    const [element, cards] = [target.current, scroller.current]
    if (!element || !cards) return
    return combine(
      dropTargetForElements({
        element,
        getData: () => ({ stage }),
        canDrop: ({ source }) => "deal" in source.data,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      }),
      autoScrollForElements({ element: cards }),
    )
  }, [stage, scroller])
  return [over, target] as const
}

/** Leads the focus to a card of this column, which is drawn only once it is scrolled to. */
function useFocus(
  scroller: React.RefObject<HTMLDivElement | null>,
  wanted: Wanted | null,
  deals: DealCard[],
  reveal: (index: number) => void,
): void {
  const [show, done] = [useRef(reveal), useRef<Wanted | null>(null)]
  show.current = reveal
  useEffect(() => {
    const index = wanted ? deals.findIndex(({ id }) => id === wanted.id) : -1
    if (!wanted || index < 0 || done.current === wanted) return
    // It comes to this column a moment after it was wanted, or somebody brings it there later
    if (performance.now() - wanted.at > SOON) return
    done.current = wanted
    show.current(index)
    let tries = 0
    const look = () => {
      const card = scroller.current?.querySelector<HTMLElement>(`[data-deal="${wanted.id}"]`)
      tries += 1
      if (card) card.focus()
      else if (tries < 10) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, [wanted, deals, scroller, show, done])
}

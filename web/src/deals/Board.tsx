import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine"
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import type { BaseEventPayload, ElementDragType } from "@atlaskit/pragmatic-drag-and-drop/types"
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { type ReactNode, useEffect, useId, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import { findDeal } from "../crm/boards"
import { boardQuery, sumsQuery } from "../crm/queries"
import type { Board as BoardData, BoardView, DealCard } from "../crm/types"
import classes from "./Board.module.css"
import { Column } from "./Column"
import { Ends } from "./Ends"
import { LostDialog } from "./LostDialog"
import { MoveDialog } from "./MoveDialog"
import type { Step } from "./moving"
import { useBoardKeys } from "./useBoardKeys"
import { useMove } from "./useMove"

interface Props {
  pipeline: number
  view: BoardView
  /** In place of cards, where there are none. */
  empty: ReactNode
}

/** Open deals of a pipeline in columns, one for each stage; taken from one to another by mouse, keyboard or touch. */
export function Board({ pipeline, view, empty }: Props) {
  const { t } = useTranslation()
  const {
    data: board,
    error,
    refetch,
  } = useQuery({
    ...boardQuery(pipeline, view),
    placeholderData: keepPreviousData,
  })
  if (board) return <Columns board={board} view={view} empty={empty} />
  if (error)
    return <ErrorState title={t("board:not_loaded")} error={error} retry={() => void refetch()} />
  return (
    <div className={classes.board} aria-hidden>
      {[4, 3, 2, 3, 1].map((cards, column) => (
        <div key={column} className={classes.column}>
          <div className={classes.waiting}>
            <Skeleton height={36} />
            {Array.from({ length: cards }, (_, card) => (
              <Skeleton key={card} height={92} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

interface ColumnsProps {
  board: BoardData
  view: BoardView
  empty: ReactNode
}

function Columns({ board, view, empty }: ColumnsProps) {
  const { t } = useTranslation()
  const pipeline = board.pipeline.id
  const { data: sums } = useQuery(sumsQuery(pipeline, view))
  const [asked, ask] = useState<DealCard | null>(null)
  const [losing, lose] = useState<DealCard | null>(null)
  const [reached, reach] = useState<number | null>(null)
  const hint = useId()
  const moveNow = useMove()
  const move = (deal: DealCard, step: Step) => {
    if ("status" in step && step.status === "lost") lose(deal)
    else moveNow(deal, step)
  }
  const keys = useBoardKeys({ board, move, ask })
  const [dragged, scroller] = useDragging(board, move)
  const first = keys.shown.stages.find(({ deals }) => deals.length > 0)?.deals[0]?.id ?? null
  const reachable = reached !== null && findDeal(keys.shown, reached) ? reached : first
  const none = first === null && sums?.length === 0
  const close = (deal: DealCard) => {
    ask(null)
    keys.want(deal.id)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are the cards' own, and lead from one to another
    <div
      className={classes.frame}
      onKeyDown={keys.onKeyDown}
      onFocus={(event) => {
        const id = Number((event.target as HTMLElement).dataset.deal)
        if (id) reach(id)
      }}
    >
      <p id={hint} hidden>
        {t("board:keys.hint")}
      </p>
      <p className="visually-hidden" aria-live="assertive">
        {keys.said}
      </p>
      <div ref={scroller} className={classes.board} data-dragging={dragged !== null}>
        {keys.shown.stages.map((column) => (
          <Column
            key={column.id}
            pipeline={pipeline}
            column={column}
            sums={sums?.filter(({ stage }) => stage === column.id)}
            view={view}
            reachable={reachable}
            held={keys.held}
            wanted={keys.wanted}
            hint={hint}
            onAsk={ask}
          />
        ))}
      </div>
      {none && <div className={classes.none}>{empty}</div>}
      <Ends shown={dragged !== null} />
      {asked && (
        <MoveDialog
          deal={asked}
          onMove={(step) => move(asked, step)}
          onClose={() => close(asked)}
        />
      )}
      {losing && (
        <LostDialog
          opened
          title={losing.title}
          onClose={() => lose(null)}
          onLost={(lost_reason) => moveNow(losing, { status: "lost", lost_reason })}
        />
      )}
    </div>
  )
}

/** What a column or an end says of itself. */
interface Place {
  stage?: number
  end?: "won" | "lost"
}

/** The deal that is being dragged, and what becomes of it where it is let go. */
function useDragging(board: BoardData, move: (deal: DealCard, step: Step) => void) {
  const [dragged, drag] = useState<DealCard | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const now = useRef({ board, move })
  now.current = { board, move }
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const drop = ({ source, location }: BaseEventPayload<ElementDragType>) => {
      const deal = source.data.deal as DealCard
      const { stage, end } = (location.current.dropTargets[0]?.data ?? {}) as Place
      const { board, move } = now.current
      drag(null)
      if (end) move(deal, { status: end })
      else if (stage && stage !== findDeal(board, deal.id)?.stage_id)
        move(deal, { stage, pipeline: board.pipeline.id })
    }
    return combine(
      monitorForElements({
        canMonitor: ({ source }) => "deal" in source.data,
        onDragStart: ({ source }) => drag(source.data.deal as DealCard),
        onDrop: drop,
      }),
      autoScrollForElements({ element }),
    )
  }, [])
  return [dragged, scroller] as const
}

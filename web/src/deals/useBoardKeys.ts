import { type KeyboardEvent, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { findDeal, setDown } from "../crm/boards"
import type { Board, DealCard } from "../crm/types"
import { neighbour } from "./neighbour"
import type { Move } from "./useMove"

/** A card to be given the focus; another object each time. */
export interface Wanted {
  id: number
}

interface Props {
  board: Board
  move: Move
  /** Opens the list of places a deal can be taken to. */
  ask: (deal: DealCard) => void
}

/** Arrows walk over the cards, Space picks one up and puts it down, Escape gives it back, m asks where to. */
export function useBoardKeys({ board, move, ask }: Props) {
  const { t } = useTranslation()
  const [held, hold] = useState<{ deal: DealCard; to: number } | null>(null)
  const [wanted, want] = useState<Wanted | null>(null)
  const [said, say] = useState("")
  const stages = board.stages
  const place = stages.findIndex(({ id }) => id === held?.to)
  const name = (stage: number) => stages.find(({ id }) => id === stage)?.name ?? ""
  const lost = held !== null && (place < 0 || !findDeal(board, held.deal.id))

  // Its stage was removed, or somebody else took it away meanwhile
  useEffect(() => {
    if (!lost) return
    hold(null)
    say(t("board:keys.taken"))
  }, [lost, t])

  const pick = (deal: DealCard) => {
    hold({ deal, to: deal.stage_id })
    say(t("board:keys.picked", { title: deal.title, stage: name(deal.stage_id) }))
  }
  const giveBack = () => {
    if (!held) return
    hold(null)
    want({ id: held.deal.id })
    say(t("board:keys.back", { title: held.deal.title, stage: name(held.deal.stage_id) }))
  }
  const drop = () => {
    if (!held) return
    if (held.to === held.deal.stage_id) return giveBack()
    hold(null)
    move(held.deal, { stage: held.to, pipeline: board.pipeline.id })
    want({ id: held.deal.id })
    say("")
  }
  const carry = (by: number) => {
    const next = stages[place + by]
    if (!held || !next) return
    hold({ ...held, to: next.id })
    want({ id: held.deal.id })
    say(t("board:keys.over", { stage: next.name, place: place + by + 1, of: stages.length }))
  }
  const carrying: Record<string, () => void> = {
    " ": drop,
    Enter: drop,
    Escape: giveBack,
    ArrowLeft: () => carry(-1),
    ArrowRight: () => carry(1),
    ArrowUp: () => undefined,
    ArrowDown: () => undefined,
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (event.altKey || event.ctrlKey || event.metaKey || !target.matches("[data-deal]")) return
    if (held) {
      if (event.key === "Tab") return giveBack()
      const act = carrying[event.key]
      if (!act) return
      event.preventDefault()
      return act()
    }
    const deal = findDeal(board, Number(target.dataset.deal))
    if (!deal) return
    const next = neighbour(board, deal.id, event.key)
    if (next) want({ id: next })
    else if (event.key === " ") pick(deal)
    else if (event.key.toLowerCase() === "m") ask(deal)
    else return
    event.preventDefault()
  }

  const shown = held && !lost ? setDown(board, { ...held.deal, stage_id: held.to }) : board
  return { shown, held: held?.deal.id ?? null, wanted, want, said, onKeyDown, giveBack }
}

import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { findDeal, setDown } from "../crm/boards"
import type { Board, DealCard } from "../crm/types"
import { neighbour } from "./neighbour"
import type { Move } from "./useMove"

/** A card to be given the focus, where it is soon after this moment. */
export interface Wanted {
  id: number
  at: number
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
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const want = (id: number) => setWanted({ id, at: performance.now() })
  const dropped = useRef(false)
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
    want(held.deal.id)
    say(t("board:keys.back", { title: held.deal.title, stage: name(held.deal.stage_id) }))
  }
  const drop = () => {
    if (!held) return
    if (held.to === held.deal.stage_id) return giveBack()
    dropped.current = true
    move(held.deal, { stage: held.to, pipeline: board.pipeline.id })
    say("")
  }
  // The board itself shows it there only a moment later: until then it is drawn as it was carried
  // biome-ignore lint/correctness/useExhaustiveDependencies: with the next board, whatever it says
  useEffect(() => {
    if (!dropped.current || !held) return
    dropped.current = false
    hold(null)
    want(held.deal.id)
  }, [board])
  const carry = (by: number) => {
    const next = stages[place + by]
    if (!held || !next) return
    hold({ ...held, to: next.id })
    want(held.deal.id)
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

  const now = useRef({ carrying, giveBack })
  now.current = { carrying, giveBack }
  const isHeld = held !== null
  // While one is carried the keys are its own, wherever the focus is: it follows the card a frame later
  useEffect(() => {
    if (!isHeld) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      const act = now.current.carrying[event.key]
      if (dropped.current) return
      if (event.key === "Tab") now.current.giveBack()
      else if (act) {
        event.preventDefault()
        event.stopPropagation()
        act()
      }
    }
    const onPointer = () => !dropped.current && now.current.giveBack()
    document.addEventListener("keydown", onKey, true)
    document.addEventListener("pointerdown", onPointer, true)
    return () => {
      document.removeEventListener("keydown", onKey, true)
      document.removeEventListener("pointerdown", onPointer, true)
    }
  }, [isHeld])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (held || event.altKey || event.ctrlKey || event.metaKey) return
    if (!target.matches("[data-deal]")) return
    const deal = findDeal(board, Number(target.dataset.deal))
    if (!deal) return
    const next = neighbour(board, deal.id, event.key)
    if (next) want(next)
    else if (event.key === " ") pick(deal)
    else if (event.key.toLowerCase() === "m") ask(deal)
    else return
    event.preventDefault()
  }

  const shown = held && !lost ? setDown(board, { ...held.deal, stage_id: held.to }) : board
  return { shown, held: held?.deal.id ?? null, wanted, want, said, onKeyDown }
}

import type { QueryClient } from "@tanstack/react-query"
import { api } from "../api/client"
import { drawDeal, lift } from "../crm/boardCaches"
import { findDeal, insertDeal, isOn, takeDeal } from "../crm/boards"
import { calmly } from "../crm/caches"
import { pending } from "../crm/pending"
import type { Board, Deal, DealCard } from "../crm/types"

/** Where a deal is taken on the board: to a stage, or to its end. */
export type Step =
  | { stage: number; pipeline: number }
  | { status: "won" | "open" }
  | { status: "lost"; lost_reason?: string }

/** Draws it at once and asks the server; what it refuses is drawn as it was, and thrown. */
export async function moveDeal(client: QueryClient, deal: DealCard, step: Step): Promise<void> {
  const before = known(client, deal.id) ?? deal
  const shown = { ...before, ...columns(step), entered_at: new Date().toISOString() }
  drawDeal(client, deal.id, (board) => lift(board, shown))
  const { draw, error } = await pending.ask(before, shown, () =>
    api.patch<Deal>(`/deals/${deal.id}`, body(step)),
  )
  if (draw !== undefined) drawDeal(client, deal.id, (board) => inPlace(board, deal.id, draw))
  calmly(client, "sums")
  if (error === undefined) return
  // The stage may be gone, or who sees it: the board says how it is now
  void client.invalidateQueries({ queryKey: ["board"] })
  void client.invalidateQueries({ queryKey: ["pipelines"] })
  throw error
}

/** What takes it back to where it was. */
export const backFrom = (deal: DealCard, step: Step): Step =>
  "stage" in step ? { stage: deal.stage_id, pipeline: deal.pipeline_id } : { status: "open" }

function known(client: QueryClient, id: number): DealCard | undefined {
  const boards = client.getQueriesData<Board>({ queryKey: ["board"] })
  return boards.flatMap(([, board]) => (board && findDeal(board, id)) ?? [])[0]
}

function columns(step: Step): Partial<DealCard> {
  if ("stage" in step) return { stage_id: step.stage, pipeline_id: step.pipeline }
  return { status: step.status }
}

function body(step: Step): object {
  return "stage" in step ? { stage: step.stage } : step
}

/** As the server says it is, by when it came there. */
function inPlace(board: Board, id: number, deal: DealCard | null): Board {
  const without = takeDeal(board, id)
  return deal && isOn(deal, board) ? insertDeal(without, deal) : without
}

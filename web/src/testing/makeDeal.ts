import type { Board, DealCard } from "../crm/types"
import { minute } from "./make"

/** Deals and boards for tests: only what the test is about is given. */
export function aDeal(id: number, given: Partial<DealCard> = {}): DealCard {
  return {
    id,
    title: `Deal ${id}`,
    value: "100.00",
    currency: "EUR",
    stage_id: 1,
    pipeline_id: 1,
    status: "open",
    person: null,
    organization: null,
    owner: { id: 1, name: "Alice" },
    entered_at: minute(id),
    updated_at: minute(id),
    visibility: "everyone",
    ...given,
  }
}

/** Stages 1, 2 … with these deals. */
export const aBoard = (...columns: DealCard[][]): Board => ({
  pipeline: { id: 1, name: "Sales" },
  stages: columns.map((deals, index) => ({
    id: index + 1,
    name: `Stage ${index + 1}`,
    place: index + 1,
    deals,
    next_cursor: null,
  })),
})

/** The ids of a board, column by column. */
export const idsOf = (board: Board | undefined): number[][] =>
  board?.stages.map(({ deals }) => deals.map(({ id }) => id)) ?? []

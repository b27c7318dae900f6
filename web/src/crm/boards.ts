import type { Board, BoardColumn, BoardView, ColumnPage, DealCard, Sum } from "./types"

/** A board as the browser keeps it: columns of open deals, the newest in its stage on top. Nothing here changes what it is given. */

export const findDeal = (board: Board, id: number): DealCard | undefined =>
  board.stages.flatMap(({ deals }) => deals).find((deal) => deal.id === id)

/** The deal as it is now: where it belongs on this board, or no longer on it. What is older than what is there changes nothing. */
export function placeDeal(board: Board, deal: DealCard, view: BoardView): Board {
  const known = findDeal(board, deal.id)
  if (known && isNewer(known, deal)) return board
  const without = known ? takeDeal(board, deal.id) : board
  // Whether a search finds a deal, the server alone knows
  if (!belongs(deal, board, view) || (!known && view.q !== "")) return without
  return insertDeal(without, deal)
}

/** Into its column, by when it came there. */
export function insertDeal(board: Board, deal: DealCard): Board {
  return inColumn(board, deal.stage_id, (column) => {
    const below = column.deals.findIndex((other) => isAbove(deal, other))
    // Further down than what is loaded: it comes with the next page
    if (below < 0 && column.next_cursor !== null) return column
    const at = below < 0 ? column.deals.length : below
    return { ...column, deals: column.deals.toSpliced(at, 0, deal) }
  })
}

export function takeDeal(board: Board, id: number): Board {
  const from = board.stages.find(({ deals }) => deals.some((deal) => deal.id === id))
  if (!from) return board
  return inColumn(board, from.id, (column) => ({
    ...column,
    deals: column.deals.filter((deal) => deal.id !== id),
  }))
}

/** On top of that column, whatever is known of it: as it looks while the server is asked. */
export function setDown(board: Board, deal: DealCard): Board {
  return inColumn(takeDeal(board, deal.id), deal.stage_id, (column) => ({
    ...column,
    deals: [deal, ...column.deals],
  }))
}

/** The next page of a column; what came meanwhile by the stream stays as it is. */
export function appendPage(board: Board, stage: number, page: ColumnPage): Board {
  const known = new Set(board.stages.flatMap(({ deals }) => deals.map(({ id }) => id)))
  const fresh = page.items.filter(({ id }) => !known.has(id))
  return inColumn(board, stage, (column) => ({
    ...column,
    deals: [...column.deals, ...fresh],
    next_cursor: page.next_cursor,
  }))
}

/** What the columns are worth once `before` has become `after`; undefined: it is not, or no longer, among them. */
export function shiftSums(
  sums: Sum[],
  before: DealCard | undefined,
  after: DealCard | undefined,
): Sum[] {
  const less = before ? countIn(sums, before, -1) : sums
  return after ? countIn(less, after, 1) : less
}

function countIn(sums: Sum[], deal: DealCard, by: 1 | -1): Sum[] {
  const isOf = ({ stage, currency }: Sum) => stage === deal.stage_id && currency === deal.currency
  const known = sums.find(isOf) ?? {
    stage: deal.stage_id,
    currency: deal.currency,
    count: 0,
    value: null,
  }
  const worth = cents(known.value) + BigInt(by) * cents(deal.value)
  const next = {
    ...known,
    count: known.count + by,
    value: known.value === null && deal.value === null ? null : amount(worth),
  }
  const others = sums.filter((sum) => !isOf(sum))
  return next.count > 0 ? [...others, next] : others
}

/** "1200.5" → 120050n: a number would lose the last yen. */
function cents(value: string | null): bigint {
  const [whole = "0", part = ""] = (value ?? "0").split(".")
  return BigInt(whole + part.padEnd(2, "0").slice(0, 2))
}

function amount(value: bigint): string {
  const digits = String(value).padStart(3, "0")
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function belongs(deal: DealCard, board: Board, view: BoardView): boolean {
  return isOn(deal, board) && (view.owner === null || deal.owner?.id === view.owner)
}

/** Only what is open stands on a board. */
export const isOn = (deal: DealCard, board: Board): boolean =>
  deal.status === "open" && deal.pipeline_id === board.pipeline.id

function inColumn(
  board: Board,
  stage: number,
  change: (column: BoardColumn) => BoardColumn,
): Board {
  return {
    ...board,
    stages: board.stages.map((column) => (column.id === stage ? change(column) : column)),
  }
}

/** The same instant is written with and without its zeros; within a millisecond the digits decide. */
function compareMoments(one: string, other: string): number {
  const apart = Date.parse(one) - Date.parse(other)
  return apart || one.localeCompare(other)
}

export const isNewer = (one: DealCard, other: DealCard): boolean =>
  compareMoments(one.updated_at, other.updated_at) > 0

function isAbove(one: DealCard, other: DealCard): boolean {
  return (compareMoments(one.entered_at, other.entered_at) || one.id - other.id) > 0
}

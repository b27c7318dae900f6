import type { QueryClient } from "@tanstack/react-query"
import { findDeal, isOn, placeDeal, setDown, shiftSums, takeDeal } from "./boards"
import { pending } from "./pending"
import type { Board, BoardView, DealCard, RecordsChange, Sum } from "./types"

/** The boards that the browser keeps: ["board", pipeline, view], and beside them ["sums", pipeline, view]. */
const boardKey = ["board"]

/** Changes that came while a board was asked for: its answer may be older than they are. */
const during = new Set<RecordsChange[]>()

/** Deals as the stream says they are. Says whether a board must be asked for again, as its search is for the server. */
export function putDeals(client: QueryClient, change: RecordsChange): boolean {
  for (const changes of during) changes.push(change)
  let unsure = false
  for (const [key, board] of client.getQueriesData<Board>({ queryKey: boardKey })) {
    if (!board) continue
    const view = key[2] as BoardView
    client.setQueryData<Board>(key, fold(board, change, view))
    unsure ||= view.q !== ""
  }
  return unsure
}

/** On all boards, with what the columns are worth: as it looks while the server is asked, or as it said. */
export function drawDeal(client: QueryClient, id: number, draw: (board: Board) => Board): void {
  for (const [key, board] of client.getQueriesData<Board>({ queryKey: boardKey })) {
    if (!board) continue
    const next = draw(board)
    client.setQueryData<Board>(key, next)
    client.setQueryData<Sum[]>(["sums", ...key.slice(1)], (sums) =>
      sums ? shiftSums(sums, findDeal(board, id), findDeal(next, id)) : sums,
    )
  }
}

/** A board that is asked for, with what happened until its answer was there. */
export async function whileAsking(view: BoardView, ask: () => Promise<Board>): Promise<Board> {
  const changes: RecordsChange[] = []
  during.add(changes)
  try {
    const told = changes.reduce((board, change) => fold(board, change, view), await ask())
    return pending.shown().reduce((board, deal) => lift(board, deal), told)
  } finally {
    during.delete(changes)
  }
}

/** As somebody asked for it: in its column, or away with what is won or lost. */
export function lift(board: Board, deal: DealCard): Board {
  return isOn(deal, board) ? setDown(board, deal) : takeDeal(board, deal.id)
}

/** What is said to have changed and shows no card is put away, deleted, or not to be seen any more. */
function fold(board: Board, { records = [], deals = [] }: RecordsChange, view: BoardView): Board {
  const cards = new Map(deals.map((deal) => [deal.id, deal]))
  return records
    .filter(({ kind }) => kind === "deal")
    .reduce((drawn, { id }) => {
      const card = cards.get(id)
      if (pending.has(id)) {
        pending.hear(id, card ?? null)
        return drawn
      }
      return card ? placeDeal(drawn, card, view) : takeDeal(drawn, id)
    }, board)
}

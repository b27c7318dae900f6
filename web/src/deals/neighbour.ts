import type { Board } from "../crm/types"

/** The card that an arrow leads to from this one: beside it, in the next column that has any, or at the column's end. */
export function neighbour(board: Board, id: number, key: string): number | undefined {
  const columns = board.stages.map(({ deals }) => deals)
  const x = columns.findIndex((deals) => deals.some((deal) => deal.id === id))
  const column = columns[x] ?? []
  const y = column.findIndex((deal) => deal.id === id)
  const beside = (deals: { id: number }[] | undefined) => (deals?.[y] ?? deals?.at(-1))?.id
  const full = (deals: { id: number }[]) => deals.length > 0
  switch (key) {
    case "ArrowUp":
      return column[Math.max(0, y - 1)]?.id
    case "ArrowDown":
      return (column[y + 1] ?? column[y])?.id
    case "ArrowLeft":
      return beside(columns.slice(0, x).findLast(full)) ?? id
    case "ArrowRight":
      return beside(columns.slice(x + 1).find(full)) ?? id
    case "Home":
      return column[0]?.id
    case "End":
      return column.at(-1)?.id
    default:
      return undefined
  }
}

import type { Conversation, ConversationPage } from "../../api/types"
import { before, type Sort, samePlace } from "./view"

/**
 * The conversation list as far as it is known: as long as the whole, with holes where nothing was loaded yet.
 * Any part can be asked for by offset, so the scrollbar can be dragged to the middle of 100,000.
 */
export interface Rows {
  items: (Conversation | undefined)[]
  /** Pages known to be complete in this epoch; a new epoch (after a reconnect) makes all of them stale. */
  pages: ReadonlySet<number>
}

export const PAGE = 50
export const noRows: Rows = { items: [], pages: new Set() }

/** Lays an answer for `offset` over what is known. */
export function placePage(rows: Rows, offset: number, page: ConversationPage): Rows {
  const total = lengthAfter(rows, offset, page)
  const items = rows.items.slice(0, total)
  items.length = total
  const ids = new Set(page.items.map(({ id }) => id))
  items.forEach((row, index) => {
    if (row && ids.has(row.id)) items[index] = undefined
  })
  page.items.forEach((row, index) => {
    items[offset + index] = row
  })
  return { items, pages: new Set(rows.pages).add(Math.floor(offset / PAGE)) }
}

/** The total where it was asked for; else what the page itself tells of the end. */
function lengthAfter(
  rows: Rows,
  offset: number,
  { total, items, next_cursor }: ConversationPage,
): number {
  if (total !== null) return total
  const end = offset + items.length
  return next_cursor === null && items.length > 0 ? end : Math.max(rows.items.length, end)
}

/** Puts a changed or new conversation where the order says. Into a part not loaded it is not put at all. */
export function upsertRow(rows: Rows, row: Conversation, sort: Sort = "newest"): Rows {
  const at = rows.items.findIndex((known) => known?.id === row.id)
  const old = rows.items[at]
  const items = rows.items.slice()
  if (old && samePlace(old, row, sort)) {
    items[at] = row
    return { ...rows, items }
  }
  if (old) items.splice(at, 1)
  const place = items.findIndex((other) => other === undefined || before(row, other, sort))
  const hole = place >= 0 && items[place] === undefined
  if (hole && place > 0) return old ? { ...rows, items: withHole(items) } : rows
  if (!old) dropHole(items)
  items.splice(place < 0 ? items.length : place, 0, row)
  return { ...rows, items }
}

export function removeRow(rows: Rows, id: number): Rows {
  const items = rows.items.filter((row) => row?.id !== id)
  return items.length === rows.items.length ? rows : { ...rows, items }
}

/** A conversation changed: the list has it where it belongs, or not any more. */
export function settleRow(rows: Rows, row: Conversation, shown: boolean, sort: Sort): Rows {
  return shown ? upsertRow(rows, row, sort) : removeRow(rows, row.id)
}

/** All pages are to be asked for again when they come into view; what is known stays on the screen meanwhile. */
export function stale(rows: Rows): Rows {
  return { ...rows, pages: new Set() }
}

/** The pages that rows `first`…`last` need and that are not complete. */
export function missingPages(rows: Rows, first: number, last: number): number[] {
  const missing: number[] = []
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
    const part = rows.items.slice(page * PAGE, Math.min((page + 1) * PAGE, rows.items.length))
    if (!rows.pages.has(page) || Array.from(part).includes(undefined)) missing.push(page)
  }
  return missing
}

/** A row that moved into a part not loaded leaves the length as it was. */
function withHole(items: (Conversation | undefined)[]): (Conversation | undefined)[] {
  return [...items, undefined]
}

/** A row not seen before either is new or was in a hole; while there are holes the latter is likelier. */
function dropHole(items: (Conversation | undefined)[]): void {
  const hole = items.findLastIndex((row) => !row)
  if (hole >= 0) items.splice(hole, 1)
}

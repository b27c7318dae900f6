import { expect, test } from "vitest"
import { aConversation, aPageOf, minute, range } from "../../testing/make"
import { noRows, placePage, upsertRow } from "./rows"
import { moved } from "./useKeptRows"

const rows = placePage(noRows, 0, aPageOf(range(1, 50).reverse(), 50))
const written = (id: number) => aConversation(id, { last_message_at: minute(100 + id) })

test("a conversation that comes to the top from below moves the view by one row", () => {
  expect(moved(rows, upsertRow(rows, written(3)), 20)).toBe(1)
})

test("one that comes from above the view does not move it", () => {
  expect(moved(rows, upsertRow(rows, written(45)), 20)).toBe(0)
})

test("when the first row in view is the one that leaves, the next is held", () => {
  expect(moved(rows, upsertRow(rows, written(30)), 20)).toBe(0)
})

test("a new conversation moves the view by one row", () => {
  expect(moved(rows, upsertRow(rows, written(77)), 20)).toBe(1)
})

import { expect, test } from "vitest"
import { aConversation, minute } from "../../testing/make"
import { noRows, type Rows, settleRow } from "./rows"
import { before, belongs, firstView, type Sort, type View } from "./view"

const ALICE = 1
const bob = { id: 2, name: "Bob" }
const shown = (
  given: Parameters<typeof aConversation>[1],
  view: Partial<View>,
  open: number | null = null,
) => belongs(aConversation(7, given), { ...firstView, ...view }, ALICE, open)

test("a conversation stands where its assignee and its state say", () => {
  expect(shown({}, { section: "unassigned" })).toBe(true)
  expect(shown({ assignee: { id: ALICE, name: "Alice" } }, { section: "mine" })).toBe(true)
  expect(shown({ assignee: bob }, { section: "mine" })).toBe(false)
  expect(shown({ assignee: bob }, { section: "others" })).toBe(true)
  expect(shown({ assignee: bob, closed_at: minute(1) }, { section: "others" })).toBe(false)
  expect(shown({ assignee: bob, closed_at: minute(1) }, { section: "closed" })).toBe(true)
})

test("what is read and answered leaves a narrowed list, but not from under one's hands", () => {
  expect(shown({ unread: 0 }, { unread: true })).toBe(false)
  expect(shown({ unread: 0 }, { unread: true }, 7)).toBe(true)
  expect(shown({ waiting_since: null }, { waiting: true })).toBe(false)
  expect(shown({ unread: 1, waiting_since: minute(1) }, { unread: true, waiting: true })).toBe(true)
})

test("a filter for somebody or a channel holds for the open one too", () => {
  expect(shown({ assignee: bob }, { section: "others", assignee: 3 }, 7)).toBe(false)
  expect(shown({}, { channel: 99 }, 7)).toBe(false)
})

const order = (sort: Sort, ...rows: ReturnType<typeof aConversation>[]) =>
  rows.sort((a, b) => (before(a, b, sort) ? -1 : 1)).map(({ id }) => id)

test("who waits longest stands first, and who does not wait after all of them", () => {
  const waits = (id: number, since: number | null) =>
    aConversation(id, { waiting_since: since === null ? null : minute(since) })
  expect(order("waiting", waits(1, null), waits(2, 20), waits(3, 10), waits(4, null))).toEqual([
    3, 2, 4, 1,
  ])
})

test("whose window closes first stands first, and whose is closed after all of them", () => {
  const ends = (id: number, state: "open" | "extended" | "closed", at: number) =>
    aConversation(id, { window: { state, closes_at: minute(at), locked_at: minute(at) } })
  expect(
    order("window", ends(1, "closed", 1), ends(2, "open", 20), ends(3, "extended", 10)),
  ).toEqual([3, 2, 1])
})

test("a row moves within an order by waiting as soon as it is answered", () => {
  const start = [1, 2].reduce<Rows>(
    (rows, id) =>
      settleRow(rows, aConversation(id, { waiting_since: minute(id) }), true, "waiting"),
    noRows,
  )
  const answered = settleRow(start, aConversation(1, { waiting_since: null }), true, "waiting")
  expect(answered.items.map((row) => row?.id)).toEqual([2, 1])
})

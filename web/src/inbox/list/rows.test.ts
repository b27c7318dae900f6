import { expect, test } from "vitest"
import { aConversation, aPageOf, minute, range } from "../../testing/make"
import { missingPages, noRows, placePage, removeRow, stale, upsertRow } from "./rows"

/** A hundred thousand conversations, newest (100,000) first, the first page loaded. */
const newest = (count: number, from = 100_000): number[] => range(from - count + 1, from).reverse()
const first = () => placePage(noRows, 0, aPageOf(newest(50), 100_000))
const ids = (rows: { items: ({ id: number } | undefined)[] }, from: number, to: number) =>
  rows.items.slice(from, to).map((row) => row?.id)

test("the list is as long as the whole, and only what was asked for is in it", () => {
  const rows = first()
  expect(rows.items).toHaveLength(100_000)
  expect(ids(rows, 48, 52)).toEqual([99_952, 99_951, undefined, undefined])
})

test("the middle can be loaded without what lies before it", () => {
  const rows = placePage(first(), 50_000, aPageOf(newest(50, 50_000), 100_000))
  expect(ids(rows, 49_999, 50_002)).toEqual([undefined, 50_000, 49_999])
  expect(missingPages(rows, 49_990, 50_010)).toEqual([999])
})

test("a new message moves its conversation to the top", () => {
  const rows = upsertRow(first(), aConversation(99_980, { last_message_at: minute(200_000) }))
  expect(ids(rows, 0, 3)).toEqual([99_980, 100_000, 99_999])
  expect(rows.items).toHaveLength(100_000)
})

test("a change that is no message leaves the order alone", () => {
  const rows = upsertRow(first(), aConversation(99_980, { unread: 7 }))
  expect(ids(rows, 0, 1)).toEqual([100_000])
  expect(rows.items[20]?.unread).toBe(7)
})

test("a conversation from a part not loaded comes to the top and the length stays", () => {
  const rows = upsertRow(first(), aConversation(17, { last_message_at: minute(200_000) }))
  expect(ids(rows, 0, 2)).toEqual([17, 100_000])
  expect(rows.items).toHaveLength(100_000)
})

test("a new conversation in a list that is wholly loaded makes it longer", () => {
  const rows = upsertRow(placePage(noRows, 0, aPageOf([3, 2, 1], 3)), aConversation(4))
  expect(ids(rows, 0, 9)).toEqual([4, 3, 2, 1])
})

test("a change to a row that lies in a hole is not put anywhere", () => {
  const rows = first()
  expect(upsertRow(rows, aConversation(500))).toBe(rows)
})

test("a row that moved while pages were loaded appears once", () => {
  const rows = placePage(first(), 50, aPageOf([99_951, ...newest(49, 99_950)], 100_000))
  expect(rows.items.filter((row) => row?.id === 99_951)).toHaveLength(1)
  expect(missingPages(rows, 0, 60)).toEqual([0])
})

test("after a reconnect every page is asked for again and nothing leaves the screen", () => {
  const rows = stale(first())
  expect(missingPages(rows, 0, 30)).toEqual([0])
  expect(ids(rows, 0, 2)).toEqual([100_000, 99_999])
})

test("a deleted conversation leaves", () => {
  expect(ids(removeRow(placePage(noRows, 0, aPageOf([3, 2, 1], 3)), 2), 0, 9)).toEqual([3, 1])
})

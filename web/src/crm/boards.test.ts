import { expect, test } from "vitest"
import { minute } from "../testing/make"
import { aBoard, aDeal, idsOf } from "../testing/makeDeal"
import { appendPage, placeDeal, shiftSums } from "./boards"

const all = { owner: null, q: "" }
const board = aBoard([aDeal(5), aDeal(3), aDeal(1)], [aDeal(4, { stage_id: 2 })])

test("a deal stands where it was entered, newest on top, and once", () => {
  const moved = aDeal(3, { stage_id: 2, entered_at: minute(9), updated_at: minute(9) })
  const next = placeDeal(board, moved, all)
  expect(idsOf(next)).toEqual([
    [5, 1],
    [3, 4],
  ])
  expect(placeDeal(next, moved, all)).toEqual(next)
  expect(idsOf(placeDeal(board, aDeal(2), all))).toEqual([[5, 3, 2, 1], [4]])
})

test("what is older than what is shown changes nothing, to the microsecond", () => {
  const at = (digits: string) => ({ updated_at: `2026-11-21T01:00:00${digits}Z` })
  const shown = aBoard([aDeal(3, at(".000400"))])
  expect(placeDeal(shown, aDeal(3, { ...at(".000300"), title: "Old" }), all)).toBe(shown)
  expect(placeDeal(shown, aDeal(3, { ...at(".000500"), title: "New" }), all)).not.toBe(shown)
})

test("what is won, of another pipeline or of another owner leaves the board", () => {
  const later = { updated_at: minute(9) }
  for (const away of [{ status: "won" }, { pipeline_id: 2 }] as const)
    expect(idsOf(placeDeal(board, aDeal(3, { ...later, ...away }), all))).toEqual([[5, 1], [4]])
  const bobs = aDeal(3, { ...later, owner: { id: 2, name: "Bob" } })
  expect(idsOf(placeDeal(board, bobs, { owner: 1, q: "" }))).toEqual([[5, 1], [4]])
})

test("what a search would find is not guessed", () => {
  expect(placeDeal(board, aDeal(6), { owner: null, q: "bikes" })).toBe(board)
})

test("what is below the loaded part of a column comes with its page, and once", () => {
  const [first, second] = board.stages
  if (!first || !second) throw new Error("no stages")
  const partly = { ...board, stages: [{ ...first, next_cursor: "c" }, second] }
  expect(idsOf(placeDeal(partly, aDeal(0), all))).toEqual([[5, 3, 1], [4]])
  // Deal 4 was in this page when it was asked for, and has been moved since
  const page = { items: [aDeal(4), aDeal(0)], next_cursor: null }
  expect(idsOf(appendPage(partly, 1, page))).toEqual([[5, 3, 1, 0], [4]])
})

test("sums follow a move to the last digit, by currency", () => {
  const sums = [
    { stage: 1, currency: "EUR", count: 2, value: "9007199254740993.10" },
    { stage: 1, currency: "JPY", count: 1, value: "500.00" },
  ]
  const deal = aDeal(3, { value: "0.35" })
  expect(shiftSums(sums, deal, { ...deal, stage_id: 2 })).toEqual([
    { stage: 1, currency: "JPY", count: 1, value: "500.00" },
    { stage: 1, currency: "EUR", count: 1, value: "9007199254740992.75" },
    { stage: 2, currency: "EUR", count: 1, value: "0.35" },
  ])
  const last = aDeal(4, { currency: "JPY", value: "500" })
  expect(shiftSums(sums, last, undefined)).toHaveLength(1)
})

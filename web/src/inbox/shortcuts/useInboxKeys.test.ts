import { expect, test } from "vitest"
import { aPageOf } from "../../testing/make"
import { noRows, placePage } from "../list/rows"
import { neighbour } from "./useInboxKeys"

const rows = placePage(noRows, 0, aPageOf([9, 8, 7], 100))

test("j and k walk the loaded rows, and j begins at the top", () => {
  expect(neighbour(rows, null, 1)).toBe(9)
  expect(neighbour(rows, 9, 1)).toBe(8)
  expect(neighbour(rows, 8, -1)).toBe(9)
})

test("at either end they stay", () => {
  expect(neighbour(rows, 9, -1)).toBeNull()
  expect(neighbour(rows, 7, 1)).toBeNull()
  expect(neighbour(undefined, 9, 1)).toBeNull()
})

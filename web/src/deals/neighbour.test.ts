import { expect, test } from "vitest"
import { aBoard, aDeal } from "../testing/makeDeal"
import { neighbour } from "./neighbour"

const board = aBoard([aDeal(1), aDeal(2)], [], [aDeal(3)])

test.each([
  [1, "ArrowDown", 2],
  [2, "ArrowDown", 2],
  [1, "ArrowUp", 1],
  [2, "ArrowRight", 3],
  [3, "ArrowLeft", 1],
  [3, "ArrowRight", 3],
  [1, "End", 2],
  [1, "x", undefined],
])("from %i %s leads to %s, past empty columns and never out of the board", (id, key, to) => {
  expect(neighbour(board, id, key)).toBe(to)
})

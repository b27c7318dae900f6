import { expect, test } from "vitest"
import { sends } from "./enter"

const enter = {
  key: "Enter",
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
  timeStamp: 5000,
}
const NEVER = Number.NEGATIVE_INFINITY

test("Enter sends and Shift+Enter breaks the line", () => {
  expect(sends(enter, NEVER)).toBe(true)
  expect(sends({ ...enter, shiftKey: true }, NEVER)).toBe(false)
  expect(sends({ ...enter, key: "a" }, NEVER)).toBe(false)
})

test("the Enter that ends a conversion does not send: Chrome and Firefox", () => {
  expect(sends({ ...enter, isComposing: true }, NEVER)).toBe(false)
  expect(sends({ ...enter, keyCode: 229 }, NEVER)).toBe(false)
})

test("the Enter that ends a conversion does not send: Safari, after compositionend", () => {
  expect(sends(enter, 4996)).toBe(false)
})

test("an Enter pressed after that sends", () => {
  expect(sends(enter, 4800)).toBe(true)
})

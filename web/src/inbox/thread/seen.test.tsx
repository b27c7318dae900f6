import { afterEach, expect, test } from "vitest"
import { aMessage } from "../../testing/make"
import { show } from "../../testing/screen"
import { noteWriting, stopWriting } from "../together/writing"
import { seen, useSeen } from "./seen"

const thread = { items: [aMessage(4), aMessage(5)], hasMore: false }

function Opened() {
  useSeen(1, thread, true)
  return null
}

afterEach(() => {
  stopWriting()
  seen.forget(1)
})

test("what is in view when a conversation opens is seen", () => {
  show(<Opened />)
  expect(seen.of(1)).toBe(5)
})

test("what is drawn while one writes is not seen in the same moment, even the first of it", () => {
  noteWriting(1, "reply", "Yes")
  show(<Opened />)
  expect(seen.of(1)).toBeUndefined()
})

import { expect, test } from "vitest"
import type { Message } from "../../api/types"
import { aMessage } from "../../testing/make"
import { buildLines } from "./lines"

const at = (clock: string, given: Partial<Message> = {}) =>
  aMessage(Number(clock.replace(/\D/g, "")), {
    sent_at: new Date(`2026-11-21T${clock}:00`).toISOString(),
    ...given,
  })
const shape = (messages: Message[], unread: number | null = null) =>
  buildLines(messages, unread).map((line) =>
    line.type === "run" ? line.messages.length : line.type,
  )

const aoi = { id: 1, name: "Aoi" }
const naoki = { id: 2, name: "Naoki" }

test("messages of one writer within five minutes are one run", () => {
  expect(shape([at("10:00"), at("10:04"), at("10:09"), at("10:15")])).toEqual(["day", 3, 1])
})

test("another writer begins another run, also on our side", () => {
  const messages = [
    at("10:00"),
    at("10:01", { direction: "out", author: aoi }),
    at("10:02", { direction: "out", author: naoki }),
    at("10:03", { direction: "out", origin: "elsewhere" }),
  ]
  expect(shape(messages)).toEqual(["day", 1, 1, 1, 1])
})

test("every day has its line, and a run does not cross midnight", () => {
  const before = at("23:59")
  const after = aMessage(2, { sent_at: new Date("2026-11-22T00:01:00").toISOString() })
  expect(shape([before, after])).toEqual(["day", 1, "day", 1])
})

test("the new line stands before the first unread message and splits its run", () => {
  expect(shape([at("10:00"), at("10:01"), at("10:02")], 1001)).toEqual(["day", 1, "new", 2])
})

test("timeline lines stand by themselves", () => {
  expect(shape([at("10:00"), at("10:01", { direction: "event" }), at("10:02")])).toEqual([
    "day",
    1,
    "event",
    1,
  ])
})

test("what came late stands apart from what came in time", () => {
  const late = { late: true }
  expect(shape([at("10:00"), at("10:01", late), at("10:02", late), at("10:03")])).toEqual([
    "day",
    1,
    2,
    1,
  ])
})

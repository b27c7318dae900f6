import { expect, test } from "vitest"
import { aMessage, messagesOf, minute, range } from "../../testing/make"
import { mergeLatest, prependOlder, removeMessage, upsertMessage, withoutOlder } from "./messages"

const latest = () => mergeLatest(undefined, messagesOf(71, 100, true))
const ids = (thread: { items: { id: number }[] }) => thread.items.map(({ id }) => id)

test("opens on the latest thirty", () => {
  expect(ids(latest())).toEqual(range(71, 100))
})

test("older ones join without gap or repeat", () => {
  const thread = prependOlder(latest(), { ...messagesOf(41, 71, true) })
  expect(ids(thread)).toEqual(range(41, 100))
  expect(ids(prependOlder(thread, messagesOf(1, 40, false)))).toEqual(range(1, 100))
})

test("a message is put where its time says", () => {
  const late = aMessage(500, { sent_at: new Date(Date.parse(minute(90)) + 1).toISOString() })
  expect(ids(upsertMessage(latest(), late)).slice(18, 22)).toEqual([89, 90, 500, 91])
})

test("a message known by id is replaced, not repeated", () => {
  const thread = upsertMessage(latest(), aMessage(80, { text: "edited" }))
  expect(ids(thread)).toEqual(range(71, 100))
  expect(thread.items[9]?.text).toBe("edited")
})

test("one that is gone leaves nothing, and what is not there changes nothing", () => {
  const thread = latest()
  expect(ids(removeMessage(thread, 80))).toEqual(range(71, 100).filter((id) => id !== 80))
  expect(removeMessage(thread, 5)).toBe(thread)
})

test("one older than what is loaded is left for paging", () => {
  expect(ids(upsertMessage(latest(), aMessage(12)))).toEqual(range(71, 100))
})

test("without older ones on the server it is put first", () => {
  const all = mergeLatest(undefined, messagesOf(5, 9, false))
  expect(ids(upsertMessage(all, aMessage(2)))).toEqual([2, 5, 6, 7, 8, 9])
})

test("asked for again, the latest join what was scrolled up to", () => {
  const scrolled = prependOlder(latest(), messagesOf(41, 70, true))
  expect(ids(mergeLatest(scrolled, messagesOf(75, 104, true)))).toEqual(range(41, 104))
})

test("after a gap nothing is shown as if it were continuous", () => {
  const thread = mergeLatest(latest(), messagesOf(201, 230, true))
  expect(ids(thread)).toEqual(range(201, 230))
  expect(thread.hasMore).toBe(true)
})

test("equal times are ordered by arrival", () => {
  const thread = upsertMessage(latest(), aMessage(101, { sent_at: minute(100) }))
  expect(ids(thread).slice(-2)).toEqual([100, 101])
})

test("a thread that is left keeps its latest, and the way to the rest", () => {
  const read = mergeLatest(undefined, messagesOf(1, 500, false))
  expect(ids(withoutOlder(read))).toEqual(range(441, 500))
  expect(withoutOlder(read).hasMore).toBe(true)
  expect(withoutOlder(latest())).toEqual(latest())
})

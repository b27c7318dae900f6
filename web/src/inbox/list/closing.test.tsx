import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { makeQueryClient } from "../../api/queries"
import { aConversation, minute } from "../../testing/make"
import { show } from "../../testing/screen"
import { keys } from "../caches"
import { nextClosing, useClosing } from "./closing"
import { type Rows, upsertRow } from "./rows"
import { useRows } from "./useRows"
import { changeView, currentView, firstView } from "./view"

const until = (id: number, at: number) =>
  aConversation(id, {
    window: { state: "open", closes_at: minute(at), locked_at: minute(at) },
  })

const rows: Rows = { items: [until(1, 10), until(2, 20), until(3, 30)], pages: new Set([0]) }

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(minute(5)) })
  changeView({ sort: "window" })
})

afterEach(() => {
  changeView(firstView)
  vi.useRealTimers()
})

function List() {
  useClosing(useRows().data)
  return null
}

test("a row goes below those that can be answered when its window closes, and nothing is asked for it", async () => {
  vi.stubGlobal("fetch", () => expect.unreachable())
  const client = makeQueryClient()
  const key = keys.rows(currentView())
  const order = () => client.getQueryData<Rows>(key)?.items.map((row) => row?.id)
  client.setQueryData(key, rows)
  show(<List />, client)
  await vi.advanceTimersByTimeAsync(4.9 * 60_000)
  expect(order()).toEqual([1, 2, 3])
  await vi.advanceTimersByTimeAsync(0.2 * 60_000)
  expect(order()).toEqual([2, 3, 1])
  // The machine slept over both
  await vi.advanceTimersByTimeAsync(60 * 60_000)
  expect(order()).toEqual([3, 2, 1])
})

test("who writes again is waited for anew", () => {
  expect(nextClosing(rows)).toBe(Date.parse(minute(10)))
  expect(nextClosing(upsertRow(rows, until(1, 60), "window"))).toBe(Date.parse(minute(20)))
})

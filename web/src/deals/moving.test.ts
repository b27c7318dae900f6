import { beforeEach, expect, test, vi } from "vitest"
import { makeQueryClient } from "../api/queries"
import { applyRecords } from "../crm/caches"
import { boardQuery, sumsQuery } from "../crm/queries"
import { listening } from "../live/listening"
import { minute } from "../testing/make"
import { aBoard, aDeal, idsOf } from "../testing/makeDeal"
import { problem, TestServer } from "../testing/server"
import { moveDeal } from "./moving"

const PATCH = "PATCH /deals/1"
const view = { owner: null, q: "" }
const key = boardQuery(1, view).queryKey
const deal = aDeal(1)
let client = makeQueryClient()
let server = new TestServer()

const shown = () => idsOf(client.getQueryData(key))
const to = (stage: number) => moveDeal(client, deal, { stage, pipeline: 1 })
const moved = (stage: number, at: number) =>
  aDeal(1, { stage_id: stage, entered_at: minute(at), updated_at: minute(at) })

/** Answers in its own time. */
function later<T>() {
  let answer: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

beforeEach(() => {
  client = makeQueryClient()
  server = new TestServer()
  client.setQueryData(key, aBoard([aDeal(2), deal], [aDeal(3, { stage_id: 2 })], []))
  client.setQueryData(sumsQuery(1, view).queryKey, [
    { stage: 1, currency: "EUR", count: 2, value: "200.00" },
  ])
})

test("a deal is where it was dropped at once, and its worth with it", async () => {
  const { promise, answer } = later<{ body: unknown }>()
  server.on(PATCH, () => promise)
  const asked = to(2)
  expect(shown()).toEqual([[2], [1, 3], []])
  expect(client.getQueryData(sumsQuery(1, view).queryKey)).toContainEqual({
    stage: 2,
    currency: "EUR",
    count: 1,
    value: "100.00",
  })
  answer({ body: moved(2, 9) })
  await asked
  expect(shown()).toEqual([[2], [1, 3], []])
  expect(server.bodies(PATCH)).toEqual([{ stage: 2 }])
})

test("where the stage is gone it goes back, the board is asked for again, and the reason is told", async () => {
  server.on(PATCH, () => ({ status: 409, body: problem("stage_gone") }))
  await expect(to(2)).rejects.toMatchObject({ code: "stage_gone" })
  expect(shown()).toEqual([[2, 1], [3], []])
  expect(client.getQueryState(key)?.isInvalidated).toBe(true)
})

test("one that was deleted meanwhile leaves the board", async () => {
  server.on(PATCH, () => ({ status: 404, body: problem("not_found") }))
  await expect(to(2)).rejects.toMatchObject({ status: 404 })
  expect(shown()).toEqual([[2], [3], []])
})

test("of two moves in a row the first one's answer draws nothing", async () => {
  const [first, second] = [later<{ body: unknown }>(), later<{ body: unknown }>()]
  server.on(PATCH, ({ body }) => (body.stage === 2 ? first.promise : second.promise))
  const asked = [to(2), to(3)]
  first.answer({ body: moved(2, 8) })
  await asked[0]
  expect(shown()).toEqual([[2], [3], [1]])
  second.answer({ body: moved(3, 9) })
  await asked[1]
  expect(shown()).toEqual([[2], [3], [1]])
})

test("what a colleague does in the same moment stands when it was later", async () => {
  const { promise, answer } = later<{ body: unknown }>()
  server.on(PATCH, () => promise)
  const asked = to(2)
  applyRecords(client, { records: [{ kind: "deal", id: 1 }], deals: [moved(3, 12)] })
  expect(shown()).toEqual([[2], [1, 3], []])
  answer({ body: moved(2, 9) })
  await asked
  expect(shown()).toEqual([[2], [3], [1]])
})

test("the stream takes away what shows no card any more, and brings what is new", () => {
  applyRecords(client, {
    records: [
      { kind: "deal", id: 2 },
      { kind: "deal", id: 7 },
    ],
    deals: [aDeal(7)],
  })
  expect(shown()).toEqual([[7, 1], [3], []])
})

test("an answer that was on its way when something changed does not take it back", async () => {
  listening.begin()
  const { promise, answer } = later<{ body: unknown }>()
  server.on("GET /pipelines/1/board", () => promise)
  const asked = client.fetchQuery(boardQuery(1, view))
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  applyRecords(client, { records: [{ kind: "deal", id: 1 }], deals: [moved(3, 12)] })
  answer({ body: aBoard([aDeal(2), deal], [], []) })
  expect(idsOf(await asked)).toEqual([[2], [], [1]])
})

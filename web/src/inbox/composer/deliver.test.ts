import { beforeEach, expect, test, vi } from "vitest"
import { makeQueryClient } from "../../api/queries"
import { aMessage, messagesOf } from "../../testing/make"
import { problem, TestServer } from "../../testing/server"
import { keys, putMessage } from "../caches"
import { mergeLatest, type Thread } from "../thread/messages"
import { seen } from "../thread/seen"
import { compose } from "./compose"
import { flushAll, send } from "./deliver"
import { outgoing } from "./outbox"

const POST = "POST /conversations/1/messages"

let client = makeQueryClient()
let server = new TestServer()

beforeEach(() => {
  client = makeQueryClient()
  client.setQueryData(keys.thread(1), mergeLatest(undefined, messagesOf(1, 5, false)))
  server = new TestServer()
  for (const { key } of outgoing.all()) outgoing.drop(key)
})

const write = (text: string) => {
  const item = compose(client, 1, { text, attachments: [] })
  send(client, item)
  return item.key
}
const texts = () =>
  client
    .getQueryData<Thread>(keys.thread(1))
    ?.items.map(({ text }) => text)
    .slice(5)
const made = (id: number, key: string, text: string) =>
  aMessage(id, { direction: "out", status: "queued", key, text })
const states = () => outgoing.of(1).map(({ state }) => state)

test("what is sent is shown at once and becomes the server's message", async () => {
  server.on(POST, ({ body }) => ({
    status: 201,
    body: { items: [made(6, String(body.key), "hello")] },
  }))
  write("hello")
  expect(states()).toEqual(["posting"])
  await vi.waitFor(() => expect(texts()).toEqual(["hello"]))
  expect(outgoing.of(1)).toEqual([])
})

test("what was in view is sent along as seen, and where nothing was, that", async () => {
  server.on(POST, () => ({ status: 201, body: { items: [] } }))
  write("before the thread is drawn")
  await vi.waitFor(() => expect(server.bodies(POST)[0]?.seen).toBe(1))
  seen.note(1, 5)
  write("hello")
  await vi.waitFor(() => expect(server.bodies(POST)[1]?.seen).toBe(5))
  seen.forget(1)
})

test("the stream before the answer makes one message, in the stream's later state", async () => {
  server.on(POST, ({ body }) => {
    putMessage(client, { ...made(6, String(body.key), "hello"), status: "sent" })
    return { status: 201, body: { items: [made(6, String(body.key), "hello")] } }
  })
  write("hello")
  await vi.waitFor(() => expect(outgoing.of(1)).toEqual([]))
  expect(
    client
      .getQueryData<Thread>(keys.thread(1))
      ?.items.slice(5)
      .map(({ status }) => status),
  ).toEqual(["sent"])
})

test("without a connection it waits, and goes out with the same key", async () => {
  server.on(POST, () => "unreachable")
  const key = write("hello")
  await vi.waitFor(() => expect(states()).toEqual(["waiting"]))
  server.on(POST, ({ body }) => ({
    status: 201,
    body: { items: [made(6, String(body.key), "hello")] },
  }))
  flushAll(client)
  await vi.waitFor(() => expect(texts()).toEqual(["hello"]))
  expect(server.bodies(POST).map((body) => body.key)).toEqual([key, key])
})

test("several go out in the order they were written", async () => {
  const posted: unknown[] = []
  server.on(POST, async ({ body }) => {
    await new Promise((resolve) => setTimeout(resolve, posted.length === 0 ? 30 : 0))
    posted.push(body.text)
    return {
      status: 201,
      body: { items: [made(6 + posted.length, String(body.key), String(body.text))] },
    }
  })
  for (const text of ["one", "two", "three"]) write(text)
  await vi.waitFor(() => expect(posted).toEqual(["one", "two", "three"]))
})

test("a stale one is not sent until its writer has seen what is new", async () => {
  server.on(POST, () => ({ status: 409, body: problem("stale", { messages: [6] }) }))
  write("hello")
  await vi.waitFor(() => expect(states()).toEqual(["stale"]))
  putMessage(client, aMessage(6))
  server.on(POST, ({ body }) => ({
    status: 201,
    body: { items: [made(7, String(body.key), "hello")] },
  }))
  const [item] = outgoing.of(1)
  if (item) send(client, { ...item, seen: 6 })
  await vi.waitFor(() => expect(texts()).toEqual(["message 6", "hello"]))
})

test("a refused one is kept with the reason and does not hold up the next", async () => {
  server.on(POST, ({ body }) =>
    body.text === "bad"
      ? { status: 422, body: problem("no_such_upload") }
      : { status: 201, body: { items: [made(6, String(body.key), "good")] } },
  )
  write("bad")
  write("good")
  await vi.waitFor(() => expect(texts()).toEqual(["good"]))
  expect(outgoing.of(1).map(({ state, error }) => [state, error?.code])).toEqual([
    ["refused", "no_such_upload"],
  ])
})

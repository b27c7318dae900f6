import { beforeEach, expect, test, vi } from "vitest"
import { makeQueryClient } from "../api/queries"
import { aConversation, aMessage, aPageOf, messagesOf, minute } from "../testing/make"
import { show } from "../testing/screen"
import { TestServer } from "../testing/server"
import { keys, putConversation, putMessage, resync } from "./caches"
import type { Rows } from "./list/rows"
import { useRows } from "./list/useRows"
import { firstView } from "./list/view"
import type { Thread } from "./thread/messages"
import { useThread } from "./thread/useThread"

/** A request is on its way; what the stream brings before its answer is newer than it. */
const LIST = "GET /conversations"
const THREAD = "GET /conversations/1/messages"

let client = makeQueryClient()
let server = new TestServer()
let answer: () => void = () => undefined

beforeEach(() => {
  client = makeQueryClient()
  server = new TestServer()
})

function onTheWay(route: string, body: unknown): void {
  server.on(route, async () => {
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    return { body }
  })
}

const asked = (count: number) => vi.waitFor(() => expect(server.asked).toHaveLength(count))
const List = () => String(useRows().data?.items.length ?? "loading")
const Open = () => String(useThread(1).data?.items.length ?? "loading")
const order = () => client.getQueryData<Rows>(keys.rows(firstView))?.items.map((row) => row?.id)
const texts = () => client.getQueryData<Thread>(keys.thread(1))?.items.map(({ text }) => text)

test("a conversation that begins while the first page is on its way is in the list", async () => {
  onTheWay(LIST, aPageOf([3, 2, 1], 3))
  show(<List />, client)
  await asked(1)
  putConversation(client, aConversation(4))
  answer()
  await vi.waitFor(() => expect(order()).toEqual([4, 3, 2, 1]))
})

test("a later answer does not put a conversation back to where it was", async () => {
  server.on(LIST, () => ({ body: aPageOf([3, 2, 1], 3) }))
  show(<List />, client)
  await vi.waitFor(() => expect(order()).toEqual([3, 2, 1]))
  onTheWay(LIST, aPageOf([3, 2, 1], 3))
  void client.invalidateQueries({ queryKey: keys.rows(firstView) })
  await asked(2)
  putConversation(client, aConversation(1, { last_message_at: minute(99) }))
  answer()
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  expect(order()).toEqual([1, 3, 2])
})

test("a message that comes while its thread is on its way is in the thread", async () => {
  onTheWay(THREAD, messagesOf(1, 2, false))
  show(<Open />, client)
  await asked(1)
  putMessage(client, aMessage(3))
  putMessage(client, aMessage(2, { text: "edited" }))
  putMessage(client, aMessage(4, { conversation_id: 9 }))
  answer()
  await vi.waitFor(() => expect(texts()).toEqual(["message 1", "edited", "message 3"]))
})

test("a stream that opens while the first page is on its way has it asked for again", async () => {
  onTheWay(LIST, aPageOf([3, 2, 1], 3))
  show(<List />, client)
  await asked(1)
  const done = resync(client)
  server.on(LIST, () => ({ body: aPageOf([4, 3, 2, 1], 4) }))
  answer()
  await done
  expect(order()).toEqual([4, 3, 2, 1])
})

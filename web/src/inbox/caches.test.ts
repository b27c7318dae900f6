import { beforeEach, expect, test } from "vitest"
import { makeQueryClient } from "../api/queries"
import type { Conversation } from "../api/types"
import { aChannel, aConversation, aMessage, aPageOf, messagesOf, minute } from "../testing/make"
import { applyChange, keys, resync } from "./caches"
import { noRows, placePage, type Rows } from "./list/rows"
import { firstView } from "./list/view"
import { mergeLatest, type Thread } from "./thread/messages"

let client = makeQueryClient()

beforeEach(() => {
  client = makeQueryClient()
  client.setQueryData(keys.rows(firstView), placePage(noRows, 0, aPageOf([3, 2, 1], 3)))
  client.setQueryData(keys.thread(1), mergeLatest(undefined, messagesOf(1, 5, false)))
})

const order = () => client.getQueryData<Rows>(keys.rows(firstView))?.items.map((row) => row?.id)

test("one event brings a message into its thread and its conversation to the top", () => {
  const row = aConversation(1, { last_message_at: minute(99), unread: 1 })
  applyChange(client, { conversations: [row], messages: [aMessage(6)] })
  expect(order()).toEqual([1, 3, 2])
  expect(client.getQueryData<Thread>(keys.thread(1))?.items).toHaveLength(6)
  expect(client.getQueryData<Conversation>(keys.conversation(1))?.unread).toBe(1)
})

test("the same event twice changes nothing more", () => {
  const change = { conversations: [aConversation(4)], messages: [aMessage(6)] }
  applyChange(client, change)
  applyChange(client, change)
  expect(order()).toEqual([4, 3, 2, 1])
  expect(client.getQueryData<Thread>(keys.thread(1))?.items).toHaveLength(6)
})

test("a thread that was never opened is not begun in its middle", () => {
  applyChange(client, { messages: [aMessage(6, { conversation_id: 2 })] })
  expect(client.getQueryData(keys.thread(2))).toBeUndefined()
})

test("a channel's new state takes the place of its old one", () => {
  client.setQueryData(keys.channels, [aChannel(), aChannel({ id: 2 })])
  applyChange(client, { channels: [aChannel({ state: "attention" })] })
  expect(
    client.getQueryData<{ id: number; state: string }[]>(keys.channels)?.map(({ state }) => state),
  ).toEqual(["attention", "connected"])
})

test("a reconnect before the first page is there does not make the inbox look empty", async () => {
  const fresh = makeQueryClient()
  await resync(fresh)
  expect(fresh.getQueryData(keys.rows(firstView))).toBeUndefined()
})

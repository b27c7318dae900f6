import { notifyManager, type QueryClient } from "@tanstack/react-query"
import type { Change, Channel, Conversation, Gone, Message } from "../api/types"
import { settleOutgoing } from "./composer/outbox"
import { type Rows, removeRow, stale, upsertRow } from "./list/rows"
import { recent } from "./recent"
import { removeMessage, type Thread, upsertMessage } from "./thread/messages"

/** The browser's copy of the server's state, by noun, and the one way each of them changes. */

export const keys = {
  rows: ["conversations", "all"] as const,
  conversation: (id: number) => ["conversation", id] as const,
  thread: (id: number) => ["messages", id] as const,
  channels: ["channels"] as const,
}

export function putConversation(client: QueryClient, row: Conversation): void {
  recent.conversations.note(row)
  client.setQueryData<Conversation>(keys.conversation(row.id), (old) =>
    old ? { ...old, ...row } : row,
  )
  client.setQueryData<Rows>(keys.rows, (rows) => rows && upsertRow(rows, row))
}

export function putMessage(client: QueryClient, message: Message): void {
  recent.messages.note(message)
  client.setQueryData<Thread>(
    keys.thread(message.conversation_id),
    (thread) => thread && upsertMessage(thread, message),
  )
  settleOutgoing(message)
}

export function dropMessage(client: QueryClient, { conversation_id, id }: Gone): void {
  client.setQueryData<Thread>(
    keys.thread(conversation_id),
    (thread) => thread && removeMessage(thread, id),
  )
}

export function putChannel(client: QueryClient, channel: Channel): void {
  recent.channels.note(channel)
  const known = client.getQueryData<Channel[]>(keys.channels)?.find(({ id }) => id === channel.id)
  // Whether one can write hangs on the channel: the open conversation is asked about again
  if (known && known.state !== channel.state)
    void client.invalidateQueries({ queryKey: ["conversation"] })
  client.setQueryData<Channel[]>(keys.channels, (known) => known && upsertChannel(known, channel))
}

export function upsertChannel(known: Channel[], channel: Channel): Channel[] {
  const others = known.filter(({ id }) => id !== channel.id)
  return [...others, channel].sort((a, b) => a.id - b.id)
}

export function dropConversation(client: QueryClient, id: number): void {
  client.setQueryData<Rows>(keys.rows, (rows) => rows && removeRow(rows, id))
}

/** What one live event brought, drawn once. */
export function applyChange(client: QueryClient, change: Change): void {
  notifyManager.batch(() => {
    for (const channel of change.channels ?? []) putChannel(client, channel)
    for (const row of change.conversations ?? []) putConversation(client, row)
    for (const message of change.messages ?? []) putMessage(client, message)
    for (const gone of change.gone ?? []) dropMessage(client, gone)
  })
}

/** After a gap in the stream: the first page, the channels and the open thread are asked for again. */
export async function resync(client: QueryClient): Promise<void> {
  client.setQueryData<Rows>(keys.rows, (rows) => rows && stale(rows))
  await Promise.all(
    [keys.rows, keys.channels, ["conversation"], ["messages"], ["providers"]].map((key) =>
      askAgain(client, key),
    ),
  )
}

/** Threads not on the screen are asked for when they are opened. */
async function askAgain(client: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  // A first question under way would swallow the second, though its answer may be from before the gap
  const first = client.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" })
  await Promise.all(
    first.filter(({ state }) => !state.data).map((query) => query.promise?.catch(() => undefined)),
  )
  await client.invalidateQueries({ queryKey, refetchType: "active" })
}

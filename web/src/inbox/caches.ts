import { notifyManager, type QueryClient } from "@tanstack/react-query"
import type { Change, Channel, Conversation, Message } from "../api/types"
import { settleOutgoing } from "./composer/outbox"
import { stamp } from "./freshness"
import { type Rows, removeRow, stale, upsertRow } from "./list/rows"
import { type Thread, upsertMessage } from "./thread/messages"

/** The browser's copy of the server's state, by noun, and the one way each of them changes. */

export const keys = {
  rows: ["conversations", "all"] as const,
  conversation: (id: number) => ["conversation", id] as const,
  thread: (id: number) => ["messages", id] as const,
  channels: ["channels"] as const,
}

export function putConversation(client: QueryClient, row: Conversation): void {
  stamp(row)
  client.setQueryData<Conversation>(keys.conversation(row.id), (old) =>
    old ? { ...old, ...row } : row,
  )
  client.setQueryData<Rows>(keys.rows, (rows) => rows && upsertRow(rows, row))
}

export function putMessage(client: QueryClient, message: Message): void {
  stamp(message)
  client.setQueryData<Thread>(
    keys.thread(message.conversation_id),
    (thread) => thread && upsertMessage(thread, message),
  )
  settleOutgoing(message)
}

export function putChannel(client: QueryClient, channel: Channel): void {
  client.setQueryData<Channel[]>(keys.channels, (known) => {
    if (!known) return known
    const others = known.filter(({ id }) => id !== channel.id)
    return [...others, channel].sort((a, b) => a.id - b.id)
  })
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
  })
}

/** After a gap in the stream: the first page, the channels and the open thread are asked for again. */
export async function resync(client: QueryClient): Promise<void> {
  client.setQueryData<Rows>(keys.rows, (rows) => rows && stale(rows))
  // Threads not on the screen are asked for when they are opened
  const again = { refetchType: "active" } as const
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.rows, ...again }),
    client.invalidateQueries({ queryKey: keys.channels, ...again }),
    client.invalidateQueries({ queryKey: ["conversation"], ...again }),
    client.invalidateQueries({ queryKey: ["messages"], ...again }),
  ])
}

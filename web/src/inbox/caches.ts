import { notifyManager, type QueryClient } from "@tanstack/react-query"
import { meQuery } from "../api/me"
import type { Change, Channel, Colleague, Conversation, Counts, Gone, Message } from "../api/types"
import { putIntoContacts } from "../contacts/known"
import { settleOutgoing } from "./composer/outbox"
import { type Rows, removeRow, settleRow, stale } from "./list/rows"
import { belongs, type View } from "./list/view"
import { openConversation } from "./openConversation"
import { recent } from "./recent"
import { removeMessage, type Thread, upsertMessage } from "./thread/messages"
import { others } from "./together/others"

/** The browser's copy of the server's state, by noun, and the one way each of them changes. */

export const keys = {
  rows: (view: View) => ["conversations", view] as const,
  counts: ["counts"] as const,
  conversation: (id: number) => ["conversation", id] as const,
  thread: (id: number) => ["messages", id] as const,
  /** What stands around one of its messages. */
  around: (id: number, message: number) => ["messages", id, "around", message] as const,
  search: ["search"] as const,
  channels: ["channels"] as const,
  /** Whether it was deleted while this browser was open. */
  deleted: (id: number) => ["deleted", id] as const,
}

export function putConversation(client: QueryClient, row: Conversation): void {
  recent.conversations.note(row)
  client.setQueryData<Conversation>(keys.conversation(row.id), (old) =>
    old ? { ...old, ...row } : row,
  )
  eachList(client, (rows, view) => settle(client, view, rows, row))
  putIntoContacts(client, row)
}

/** The list of `view` with a changed conversation where it belongs. */
export function settle(client: QueryClient, view: View, rows: Rows, row: Conversation): Rows {
  const me = client.getQueryData(meQuery.queryKey)?.member?.id
  return settleRow(rows, row, belongs(row, view, me, openConversation()), view.sort)
}

function eachList(client: QueryClient, change: (rows: Rows, view: View) => Rows): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ["conversations"] })) {
    const view = query.queryKey[1] as View
    client.setQueryData<Rows>(query.queryKey, (rows) => rows && change(rows, view))
  }
}

/** Takes from a list what only stayed in it while it was open. */
export function tidy(client: QueryClient, view: View): void {
  client.setQueryData<Rows>(keys.rows(view), (rows) =>
    rows?.items.reduce<Rows>((left, row) => (row ? settle(client, view, left, row) : left), rows),
  )
}

/** What the server counted; told whenever it changes. */
export function putCounts(client: QueryClient, counts: Counts): void {
  client.setQueryData<Counts>(keys.counts, counts)
}

export function putMessage(client: QueryClient, message: Message): void {
  recent.messages.note(message)
  client.setQueriesData<Thread>(
    { queryKey: keys.thread(message.conversation_id) },
    (thread) => thread && upsertMessage(thread, message),
  )
  // What was taken back is not to be read among what was found
  if (message.deleted_at) void client.invalidateQueries({ queryKey: keys.search })
  settleOutgoing(message)
}

export function dropMessage(client: QueryClient, { conversation_id, id }: Gone): void {
  client.setQueriesData<Thread>(
    { queryKey: keys.thread(conversation_id) },
    (thread) => thread && removeMessage(thread, id),
  )
  void client.invalidateQueries({ queryKey: keys.search })
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
  const rest = known.filter(({ id }) => id !== channel.id)
  return [...rest, channel].sort((a, b) => a.id - b.id)
}

export function dropConversation(client: QueryClient, id: number): void {
  eachList(client, (rows) => removeRow(rows, id))
  void client.invalidateQueries({ queryKey: keys.search })
}

/** A colleague, or oneself in another browser, came or went. */
export function putColleague(client: QueryClient, colleague: Colleague): void {
  client.setQueryData(meQuery.queryKey, (me) =>
    me?.member?.id === colleague.id
      ? { ...me, member: { ...me.member, available: colleague.available } }
      : me,
  )
  client.setQueriesData<Colleague[]>({ queryKey: ["members"] }, (members) =>
    members?.map((one) =>
      one.id === colleague.id ? { ...one, available: colleague.available } : one,
    ),
  )
  void client.invalidateQueries({ queryKey: ["assignees"] })
}

/** A conversation was deleted: it leaves the list, and where it is open that is said. */
export function forgetConversation(client: QueryClient, id: number): void {
  recent.conversations.forget((row) => row.id === id)
  recent.messages.forget((message) => message.conversation_id === id)
  client.setQueryData(keys.deleted(id), true)
  dropConversation(client, id)
  void client.invalidateQueries({ queryKey: ["contact"] })
  for (const queryKey of [keys.thread(id), keys.conversation(id)]) {
    void client.cancelQueries({ queryKey })
    client.removeQueries({ queryKey })
  }
}

/** What one live event brought, drawn once. */
export function applyChange(client: QueryClient, change: Change): void {
  notifyManager.batch(() => {
    for (const channel of change.channels ?? []) putChannel(client, channel)
    for (const row of change.conversations ?? []) putConversation(client, row)
    for (const message of change.messages ?? []) putMessage(client, message)
    for (const gone of change.gone ?? []) dropMessage(client, gone)
    for (const row of change.presence ?? []) others.put(row)
    for (const colleague of change.members ?? []) putColleague(client, colleague)
    for (const { id } of change.deleted ?? []) forgetConversation(client, id)
  })
}

/** What a gap in the stream, or another's access, may have made untrue. */
const nouns = [
  "conversations",
  "counts",
  "channels",
  "conversation",
  "messages",
  "contacts",
  "contact",
  "providers",
]

/**
 * After a gap in the stream: the first page, the channels and the open thread are asked for again. `waited`: what is
 * asked for the first time waited for the stream, and misses nothing.
 */
export async function resync(client: QueryClient, { waited = false } = {}): Promise<void> {
  eachList(client, stale)
  const ask = waited ? askAnew : askAgain
  await Promise.all(nouns.map((noun) => ask(client, [noun])))
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

/** Only what was known before. */
const askAnew = (client: QueryClient, queryKey: readonly unknown[]): Promise<void> =>
  client.invalidateQueries({ queryKey, predicate: ({ state }) => state.data !== undefined })

import type { QueryClient } from "@tanstack/react-query"
import { api } from "../../api/client"
import { ApiError } from "../../api/error"
import { meQuery } from "../../api/me"
import type { Message } from "../../api/types"
import { keys, putMessage } from "../caches"
import type { Thread } from "../thread/messages"
import { type Outgoing, outgoing, settleOutgoing } from "./outbox"

/** Brings what was written to the server: in order per conversation, and again until it is known to be there. */

const AGAIN = 5_000
const busy = new Set<number>()

export function send(client: QueryClient, item: Outgoing): void {
  outgoing.put({ ...item, state: "posting", error: null })
  void flush(client, item.conversation)
}

/** The network is back: everything that waited goes out. */
export function flushAll(client: QueryClient): void {
  const waiting = new Set(outgoing.all().map(({ conversation }) => conversation))
  for (const conversation of waiting) void flush(client, conversation)
}

/** One after the other, so that the customer reads them in the order they were written. */
async function flush(client: QueryClient, conversation: number): Promise<void> {
  if (busy.has(conversation)) return
  busy.add(conversation)
  try {
    if (await alone(conversation, () => empty(client, conversation))) return
  } finally {
    busy.delete(conversation)
  }
  setTimeout(() => void flush(client, conversation), AGAIN)
}

/** True when nothing is left that would go by itself. */
async function empty(client: QueryClient, conversation: number): Promise<boolean> {
  outgoing.refresh()
  for (;;) {
    const next = outgoing
      .of(conversation)
      .find(({ state }) => state === "posting" || state === "waiting")
    if (!next) return true
    if (new Date(next.until) < new Date()) outgoing.patch(next.key, { state: "late" })
    else if (!(await post(client, next))) return false
  }
}

/**
 * One tab at a time sends what was written in a conversation. Browsers lend locks to secure pages only; elsewhere
 * two tabs may send the same, of which the server makes one by its key.
 */
async function alone(conversation: number, work: () => Promise<boolean>): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return work()
  return locks.request(`kaiwa.outbox.${outgoing.owner()}.${conversation}`, work)
}

/** True when there is nothing more to do for `item`; false when it has to be tried again later. */
async function post(client: QueryClient, item: Outgoing): Promise<boolean> {
  outgoing.patch(item.key, { state: "posting", error: null })
  try {
    for (const message of await make(item)) accept(client, message)
    outgoing.drop(item.key)
    return true
  } catch (error) {
    return refuse(client, item, error)
  }
}

/** The messages that the server makes of it. */
async function make(item: Outgoing): Promise<Message[]> {
  const path = `/conversations/${item.conversation}`
  const content = {
    text: item.text || undefined,
    attachments: item.attachments.length > 0 ? item.attachments.map(({ id }) => id) : undefined,
    key: item.key,
    author: outgoing.owner() || undefined,
  }
  if (item.note) return [await api.post<Message>(`${path}/notes`, content)]
  const answering = { seen: item.seen ?? undefined, reply_to: item.quote?.id ?? undefined }
  const made = await api.post<{ items: Message[] }>(`${path}/messages`, {
    ...content,
    ...answering,
  })
  return made.items
}

/** The stream may have brought a later state of the message already; the answer then has nothing to add. */
function accept(client: QueryClient, message: Message): void {
  const thread = client.getQueryData<Thread>(keys.thread(message.conversation_id))
  if (thread?.items.some(({ id }) => id === message.id)) settleOutgoing(message)
  else putMessage(client, message)
}

/** Who wrote it is not signed in here any more: it waits until they are. */
function goneAway(client: QueryClient, item: Outgoing): boolean {
  outgoing.patch(item.key, { state: "waiting" })
  outgoing.open(0)
  void client.invalidateQueries({ queryKey: meQuery.queryKey })
  return true
}

function refuse(client: QueryClient, item: Outgoing, error: unknown): boolean {
  if (!(error instanceof ApiError)) throw error
  if (error.status === 401 || error.code === "another_member") return goneAway(client, item)
  const { code, params, id, message } = error
  const state = error.temporary ? "waiting" : code === "stale" ? "stale" : "refused"
  outgoing.patch(item.key, { state, error: { code, params, id, message } })
  if (state === "stale") void client.invalidateQueries({ queryKey: keys.thread(item.conversation) })
  if (code === "composer_locked")
    void client.invalidateQueries({ queryKey: keys.conversation(item.conversation) })
  return state !== "waiting"
}

import type { QueryClient } from "@tanstack/react-query"
import { useSyncExternalStore } from "react"
import type { Channel, Conversation, Message } from "../../api/types"
import { keys } from "../caches"
import type { Thread } from "../thread/messages"
import { readDraft } from "./drafts"
import { switchTo } from "./mode"

/** The message that the reply being written answers, by conversation. It is part of the draft. */
export type Quote = NonNullable<Message["reply_to"]>

const quotes = new Map<number, Quote | null>()
const listeners = new Set<() => void>()

export function quoteOf(conversation: number): Quote | null {
  const known = quotes.get(conversation)
  if (known !== undefined) return known
  const kept = readDraft(conversation).quote ?? null
  quotes.set(conversation, kept)
  return kept
}

export function setQuote(conversation: number, quote: Quote | null): void {
  quotes.set(conversation, quote)
  for (const listener of listeners) listener()
}

export function useQuote(conversation: number): Quote | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => quoteOf(conversation),
  )
}

/** What the provider knows can be quoted: the customer's words, and ours once they were sent. */
export const quotable = ({ direction, status, deleted_at }: Message): boolean =>
  !deleted_at &&
  (direction === "in" || (direction === "out" && ["sent", "delivered", "read"].includes(status)))

export function quote(message: Message): void {
  const { id, text, direction, kind, attachments } = message
  const shown = text === "" ? (attachments[0]?.kind ?? kind) : kind
  setQuote(message.conversation_id, { id, text, direction, kind: shown })
  switchTo(message.conversation_id, "reply")
}

/** By keyboard: the customer's newest message. */
export function quoteNewest(client: QueryClient, conversation: number): void {
  const newest = candidates(client, conversation).findLast(({ direction }) => direction === "in")
  if (newest) quote(newest)
}

/** The message before (or after) the one that is quoted; after the newest, none. */
export function stepQuote(client: QueryClient, conversation: number, step: 1 | -1): void {
  const all = candidates(client, conversation)
  const current = quoteOf(conversation)
  const at = current ? all.findIndex(({ id }) => id === current.id) : all.length
  const next = all[at + step]
  if (next) quote(next)
  else if (step > 0) setQuote(conversation, null)
}

function candidates(client: QueryClient, conversation: number): Message[] {
  const row = client.getQueryData<Conversation>(keys.conversation(conversation))
  const channel = client
    .getQueryData<Channel[]>(keys.channels)
    ?.find(({ id }) => id === row?.channel.id)
  if (!row || row.composer.locked || !channel?.capabilities.quotes) return []
  return client.getQueryData<Thread>(keys.thread(conversation))?.items.filter(quotable) ?? []
}

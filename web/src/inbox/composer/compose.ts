import type { QueryClient } from "@tanstack/react-query"
import type { Conversation } from "../../api/types"
import { newKey } from "../../browser/key"
import { keys } from "../caches"
import { newestArrival, type Thread } from "../thread/messages"
import { seen } from "../thread/seen"
import { HOUR } from "../window"
import type { Draft } from "./drafts"
import type { Mode } from "./mode"
import type { Outgoing } from "./outbox"

/** A message to send, with a key of its own and the last message its writer saw. */
export function compose(
  client: QueryClient,
  conversation: number,
  { text, attachments, quote }: Draft,
  mode: Mode = "reply",
): Outgoing {
  const now = new Date()
  return {
    key: newKey(),
    conversation,
    text: text.trim(),
    attachments,
    quote,
    note: mode === "note",
    seen: lastSeen(conversation),
    at: now.toISOString(),
    until: mode === "note" ? dayFrom(now) : goesUntil(client, conversation, now),
    state: "posting",
    error: null,
  }
}

/** What was meant for now is not sent days later without asking, nor after the time to reply that its writer saw. */
function goesUntil(client: QueryClient, conversation: number, now: Date): string {
  const known = client.getQueryData<Conversation>(keys.conversation(conversation))
  const day = dayFrom(now)
  const end = known?.window.closes_at
  return end && new Date(end) < new Date(day) ? end : day
}

const dayFrom = (now: Date): string => new Date(now.getTime() + 24 * HOUR).toISOString()

/** Older than anything that can be written. */
const NOTHING = 1

/**
 * What was in view, by arrival: a late message stands further up. Who writes before the thread is drawn has seen
 * nothing of it, and what a colleague answered meanwhile holds theirs back.
 */
export const lastSeen = (conversation: number): number => seen.of(conversation) ?? NOTHING

/** The newest message that this browser has, seen or not; 0 for none. */
export function lastHere(client: QueryClient, conversation: number): number {
  const thread = client.getQueryData<Thread>(keys.thread(conversation))
  return (thread && newestArrival(thread)) ?? 0
}

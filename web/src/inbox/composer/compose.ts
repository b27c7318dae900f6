import type { QueryClient } from "@tanstack/react-query"
import type { Attachment, Conversation } from "../../api/types"
import { newKey } from "../../browser/key"
import { keys } from "../caches"
import { newestArrival, type Thread } from "../thread/messages"
import { HOUR } from "../window"
import type { Outgoing } from "./outbox"

/** A message to send, with a key of its own and the last message its writer saw. */
export function compose(
  client: QueryClient,
  conversation: number,
  text: string,
  attachments: Attachment[],
): Outgoing {
  const now = new Date()
  return {
    key: newKey(),
    conversation,
    text: text.trim(),
    attachments,
    seen: lastSeen(client, conversation),
    at: now.toISOString(),
    until: goesUntil(client, conversation, now),
    state: "posting",
    error: null,
  }
}

/** What was meant for now is not sent days later without asking, nor after the time to reply that its writer saw. */
function goesUntil(client: QueryClient, conversation: number, now: Date): string {
  const known = client.getQueryData<Conversation>(keys.conversation(conversation))
  const day = new Date(now.getTime() + 24 * HOUR).toISOString()
  const end = known?.window.closes_at
  return end && new Date(end) < new Date(day) ? end : day
}

/** By arrival, not by place: a message that came late stands further up. */
export function lastSeen(client: QueryClient, conversation: number): number | null {
  const thread = client.getQueryData<Thread>(keys.thread(conversation))
  return thread ? newestArrival(thread) : null
}

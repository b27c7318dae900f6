import type { QueryClient } from "@tanstack/react-query"
import type { Attachment } from "../../api/types"
import { newKey } from "../../browser/key"
import { keys } from "../caches"
import { newestArrival, type Thread } from "../thread/messages"
import type { Outgoing } from "./outbox"

/** A message to send, with a key of its own and the last message its writer saw. */
export function compose(
  client: QueryClient,
  conversation: number,
  text: string,
  attachments: Attachment[],
): Outgoing {
  return {
    key: newKey(),
    conversation,
    text: text.trim(),
    attachments,
    seen: lastSeen(client, conversation),
    at: new Date().toISOString(),
    state: "posting",
    error: null,
  }
}

/** By arrival, not by place: a message that came late stands further up. */
export function lastSeen(client: QueryClient, conversation: number): number | null {
  const thread = client.getQueryData<Thread>(keys.thread(conversation))
  return thread ? newestArrival(thread) : null
}

import type { Conversation } from "../api/types"

/** Names are never invented: without one from the provider, the short form of its id stands in. */
export function contactName({ contact }: Pick<Conversation, "contact">): string {
  return contact.name || contact.short_id
}

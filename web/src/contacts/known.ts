import type { InfiniteData, QueryClient } from "@tanstack/react-query"
import type { Conversation } from "../api/types"
import type { Contact, ContactDetails, ContactPage } from "./queries"

/**
 * What the contacts' screens know, kept true by the stream: it tells of conversations, and each says whose it is. What
 * a row does not say is asked for.
 */
export function putIntoContacts(client: QueryClient, row: Conversation): void {
  for (const [queryKey, known] of client.getQueriesData<ContactDetails>({
    queryKey: ["contact"],
  })) {
    const changed = known && withRow(known, row)
    if (changed === "ask") void client.invalidateQueries({ queryKey })
    else if (changed) client.setQueryData(queryKey, changed)
  }
  const lists = client.getQueriesData<InfiniteData<ContactPage>>({ queryKey: ["contacts"] })
  for (const [queryKey, pages] of lists)
    if (
      pages &&
      isOld(
        pages.pages.flatMap(({ items }) => items),
        row,
      )
    )
      void client.invalidateQueries({ queryKey })
}

/** The contact with the changed conversation; undefined: it is none of theirs. */
export function withRow(
  known: ContactDetails,
  row: Conversation,
): ContactDetails | "ask" | undefined {
  const rest = known.conversations.filter(({ id }) => id !== row.id)
  if (row.contact.id !== known.id)
    return rest.length < known.conversations.length ? "ask" : undefined
  if (differs(known, row) || !known.identities.some((one) => isOf(one, row))) return "ask"
  const conversations = [row, ...rest].sort(
    (a, b) => b.last_message_at.localeCompare(a.last_message_at) || b.id - a.id,
  )
  return { ...known, conversations }
}

export const isOf = ({ external_id, channel }: Contact["identities"][number], row: Conversation) =>
  external_id === row.identity.external_id && channel.id === row.channel.id

const differs = (known: Contact, row: Conversation): boolean =>
  known.name !== row.contact.name || (known.blocked_at !== null) !== row.blocked

/** Whether a list shows this contact as they are no more, or lacks them though they are new. */
function isOld(shown: Contact[], { contact, ...row }: Conversation): boolean {
  const known = shown.find(({ id }) => id === contact.id)
  if (known) return differs(known, { contact, ...row })
  const newest = shown[0]?.first_seen_at ?? ""
  return (contact.first_seen_at ?? "") > newest
}

import type { Message, MessagePage } from "../../api/types"

/** The loaded end of a conversation, oldest first, without gaps: older ones come by `prependOlder` only. */
export interface Thread {
  items: Message[]
  hasMore: boolean
}

export const LATEST = 30

/** The message that reached us last; ids count arrivals. */
export function newestArrival({ items }: Thread): number | null {
  return items.length === 0 ? null : items.reduce((newest, { id }) => Math.max(newest, id), 0)
}

const sorts = (a: Message, b: Message): number =>
  a.sent_at === b.sent_at ? a.id - b.id : a.sent_at < b.sent_at ? -1 : 1

/** The latest messages asked for again: joined to what is loaded if they touch it, else in its place. */
export function mergeLatest(old: Thread | undefined, page: MessagePage): Thread {
  const known = new Map(old?.items.map((message) => [message.id, message]))
  const touches = page.items.some(({ id }) => known.has(id))
  if (!old || !touches) return { items: page.items, hasMore: page.has_more }
  for (const message of page.items) known.set(message.id, message)
  return { items: [...known.values()].sort(sorts), hasMore: old.hasMore && page.has_more }
}

/** What is kept of a thread that one leaves: going back to it should draw a screen, not all that was read. */
export function withoutOlder(thread: Thread): Thread {
  if (thread.items.length <= 3 * LATEST) return thread
  return { items: thread.items.slice(-2 * LATEST), hasMore: true }
}

export function prependOlder(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.items.map(({ id }) => id))
  const older = page.items.filter(({ id }) => !known.has(id))
  return { items: [...older, ...thread.items].sort(sorts), hasMore: page.has_more }
}

/** Puts a changed or new message where its time says; one older than what is loaded is left for paging. */
export function upsertMessage(thread: Thread, message: Message): Thread {
  const { items, hasMore } = thread
  const at = items.findLastIndex(({ id }) => id === message.id)
  if (at >= 0 && items[at]?.sent_at === message.sent_at)
    return { items: items.with(at, message), hasMore }
  const others = at >= 0 ? items.toSpliced(at, 1) : items
  const place = others.findLastIndex((other) => sorts(other, message) < 0) + 1
  if (place === 0 && hasMore && others.length > 0) return { items: others, hasMore }
  return { items: others.toSpliced(place, 0, message), hasMore }
}

export function removeMessage(thread: Thread, id: number): Thread {
  if (!thread.items.some((message) => message.id === id)) return thread
  return { ...thread, items: thread.items.filter((message) => message.id !== id) }
}

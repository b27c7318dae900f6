import type { Message, MessagePage } from "../../api/types"

/**
 * A loaded stretch of a conversation, oldest first, without gaps: older ones come by `prependOlder` only, and newer
 * ones, where it does not reach to the end (`hasNewer`), by `appendNewer` only.
 */
export interface Thread {
  items: Message[]
  hasMore: boolean
  hasNewer?: boolean
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
  return { ...thread, items: [...older, ...thread.items].sort(sorts), hasMore: page.has_more }
}

export function appendNewer(thread: Thread, page: MessagePage): Thread {
  const known = new Set(thread.items.map(({ id }) => id))
  const newer = page.items.filter(({ id }) => !known.has(id))
  return { ...thread, items: [...thread.items, ...newer].sort(sorts), hasNewer: page.has_newer }
}

/** The surroundings of a message; asked for again, what was scrolled to from there stays. */
export function mergeAround(old: Thread | undefined, page: MessagePage): Thread {
  if (!old) return { items: page.items, hasMore: page.has_more, hasNewer: page.has_newer }
  const known = new Map(old.items.map((message) => [message.id, message]))
  for (const message of page.items) known.set(message.id, message)
  // What came meanwhile at its end is asked for there
  return { ...old, items: [...known.values()].sort(sorts), hasNewer: true }
}

/** Puts a changed or new message where its time says; one beyond what is loaded is left for paging. */
export function upsertMessage(thread: Thread, message: Message): Thread {
  const { items, hasMore, hasNewer } = thread
  const at = items.findLastIndex(({ id }) => id === message.id)
  if (at >= 0 && items[at]?.sent_at === message.sent_at)
    return { ...thread, items: items.with(at, message) }
  const others = at >= 0 ? items.toSpliced(at, 1) : items
  const place = others.findLastIndex((other) => sorts(other, message) < 0) + 1
  const beyond = (place === 0 && hasMore) || (place === others.length && hasNewer)
  if (beyond && others.length > 0) return { ...thread, items: others }
  return { ...thread, items: others.toSpliced(place, 0, message) }
}

export function removeMessage(thread: Thread, id: number): Thread {
  if (!thread.items.some((message) => message.id === id)) return thread
  return { ...thread, items: thread.items.filter((message) => message.id !== id) }
}

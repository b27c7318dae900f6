import { useSyncExternalStore } from "react"
import type { Conversation } from "../../api/types"
import { recall, remember } from "../../browser/storage"

/** What of the inbox the list shows, and in which order. */

export const SECTIONS = ["unassigned", "mine", "others", "closed"] as const
export const SORTS = ["newest", "waiting", "window"] as const

export type Section = (typeof SECTIONS)[number]
export type Sort = (typeof SORTS)[number]

export interface Filters {
  channel: number | null
  assignee: number | null
  unread: boolean
  waiting: boolean
}

export interface View extends Filters {
  section: Section
  sort: Sort
}

export const noFilters: Filters = { channel: null, assignee: null, unread: false, waiting: false }
export const firstView: View = { section: "unassigned", sort: "newest", ...noFilters }

let view: View = { ...firstView, section: recall<Section>("section", firstView.section) }
if (!SECTIONS.includes(view.section)) view = firstView

const listeners = new Set<() => void>()

export const currentView = (): View => view

/** The section is remembered; filters and order are of the moment, so that nothing is missing tomorrow. */
export function changeView(change: Partial<View>): void {
  view = { ...view, ...change }
  remember("section", view.section)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useView = (): View => useSyncExternalStore(subscribe, currentView)

export const isNarrowed = (view: View): boolean =>
  view.channel !== null || view.assignee !== null || view.unread || view.waiting

export function sectionOf(row: Conversation, me: number | undefined): Section {
  if (row.closed_at !== null) return "closed"
  if (row.assignee === null) return "unassigned"
  return row.assignee.id === me ? "mine" : "others"
}

/**
 * Whether the list shows the row. The conversation that is open stays while it is read and answered: it would go from
 * under one's hands where only unread ones, or those who wait, are shown.
 */
export function belongs(
  row: Conversation,
  view: View,
  me: number | undefined,
  openId: number | null,
): boolean {
  return (
    !row.blocked &&
    sectionOf(row, me) === view.section &&
    (view.channel === null || row.channel.id === view.channel) &&
    (view.assignee === null || row.assignee?.id === view.assignee) &&
    (row.id === openId ||
      ((!view.unread || row.unread > 0) && (!view.waiting || row.waiting_since !== null)))
  )
}

/** Above all that can happen: who has nothing to wait for stands last. */
const LAST = "~"

function firstKey(row: Conversation, sort: Sort): string {
  if (sort === "waiting") return row.waiting_since ?? LAST
  const open = row.window.state === "open" || row.window.state === "extended"
  return sort === "window" && open ? (row.window.locked_at ?? LAST) : LAST
}

/** Whether `a` stands above `b`. Ids decide between equals, so the order is total. */
export function before(a: Conversation, b: Conversation, sort: Sort): boolean {
  const [first, second] = [firstKey(a, sort), firstKey(b, sort)]
  if (first !== second) return first < second
  const [left, right] = [a.last_message_at, b.last_message_at]
  return left === right ? a.id > b.id : left > right
}

export const samePlace = (a: Conversation, b: Conversation, sort: Sort): boolean =>
  firstKey(a, sort) === firstKey(b, sort) && a.last_message_at === b.last_message_at

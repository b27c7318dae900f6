import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { Conversation } from "../../api/types"
import { keys } from "../caches"
import { type Rows, upsertRow } from "./rows"
import { useView } from "./view"

/** Not on the stroke: clocks differ a little. */
const LATER = 500

/** When the window of this row closes silently, in milliseconds; null: it is closed, or stays open. */
function closing({ window: { state, locked_at } }: Conversation): number | null {
  if (locked_at === null || (state !== "open" && state !== "extended")) return null
  return new Date(locked_at).getTime()
}

const closings = (rows: Rows): [Conversation, number][] =>
  rows.items.flatMap((row) => {
    const at = row ? closing(row) : null
    return row && at !== null ? [[row, at] as [Conversation, number]] : []
  })

export const nextClosing = (rows: Rows): number | null =>
  closings(rows).reduce<number | null>((next, [, at]) => Math.min(at, next ?? at), null)

/** The list that stands by reply window, with those that closed by now where they belong. */
export function closeOver(rows: Rows, now: number): Rows {
  return closings(rows)
    .filter(([, at]) => at <= now)
    .reduce((left, [row]) => upsertRow(left, closed(row), "window"), rows)
}

const closed = (row: Conversation): Conversation => ({
  ...row,
  window: { ...row.window, state: "closed", closes_at: row.window.locked_at },
})

/** A window closes without a word of the server: one timer waits for the next, and nothing is asked. */
export function useClosing(rows: Rows | undefined): void {
  const client = useQueryClient()
  const view = useView()
  const next = rows && view.sort === "window" ? nextClosing(rows) : null
  useEffect(() => {
    if (next === null) return
    const close = () =>
      client.setQueryData<Rows>(keys.rows(view), (known) => known && closeOver(known, Date.now()))
    const timer = setTimeout(close, Math.max(0, next - Date.now()) + LATER)
    return () => clearTimeout(timer)
  }, [client, view, next])
}

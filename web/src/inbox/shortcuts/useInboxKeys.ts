import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { useLocation } from "wouter"
import { keys } from "../caches"
import { focusComposer } from "../composer/focus"
import { switchTo } from "../composer/mode"
import { quoteNewest } from "../composer/quoting"
import { ask } from "../details/crm/asking"
import type { Details } from "../details/useDetailsOpen"
import type { Rows } from "../list/rows"
import { selection } from "../list/selection"
import { currentView } from "../list/view"
import { focusSearch, walk as found } from "../search/searching"
import { useShortcuts } from "./useShortcuts"

/** j and k, Enter, n, r, Esc, d, l, / and ? anywhere in the inbox but in a field or a dialog. */
export function useInboxKeys(openId: number | null, details: Details): void {
  const client = useQueryClient()
  const [, go] = useLocation()
  const { show } = useShortcuts()
  const latest = useRef({ openId, details })
  latest.current = { openId, details }
  const place = useRef(-1)
  useEffect(() => {
    const rows = () => client.getQueryData<Rows>(keys.rows(currentView()))
    // Where the open one stood, for when it has moved to another section
    const note = () => {
      const at = placeOf(rows(), latest.current.openId)
      if (at >= 0) place.current = at
    }
    note()
    const stop = client.getQueryCache().subscribe(note)
    const walk = (step: 1 | -1) => {
      if (found.by) return found.by(step)
      const { openId } = latest.current
      const next = neighbour(rows(), openId, step, place.current)
      if (next !== null) go(`/conversations/${next}`, { replace: openId !== null })
    }
    const withOpen = (act: (id: number) => void) => {
      const { openId } = latest.current
      if (openId !== null) act(openId)
    }
    const press = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        event.isComposing
      )
        return
      // A menu has keys of its own, and Escape closes that alone
      if (inMenu(event.target)) return
      if (event.key === "Escape") return leave(event)
      if (inField(event.target) || inDialog()) return
      const act = actions[event.key]
      if (!act) return
      if (event.key === "Enter" && keepsEnter(event.target)) return
      event.preventDefault()
      act()
    }
    const actions: Record<string, () => void> = {
      j: () => walk(1),
      k: () => walk(-1),
      Enter: focusComposer,
      n: () => withOpen((id) => switchTo(id, "note")),
      r: () => withOpen((id) => quoteNewest(client, id)),
      d: () => latest.current.details.toggle(),
      l: () => withOpen(() => ask({ what: "link" })),
      D: () => withOpen(() => ask({ what: "create", kind: "deal" })),
      a: () => clickOn("[data-shortcut=assign]"),
      e: () => clickOn("[data-shortcut=close]"),
      x: () => latest.current.openId !== null && selection.toggle(latest.current.openId),
      "/": () => focusSearch(() => go("/")),
      "?": show,
    }
    const leave = (event: KeyboardEvent) => {
      const { details, openId } = latest.current
      if (inDialog()) return
      if (inField(event.target)) return (event.target as HTMLElement).blur()
      if (details.over && details.open) return details.close()
      if (openId !== null) go("/")
    }
    window.addEventListener("keydown", press)
    return () => {
      stop()
      window.removeEventListener("keydown", press)
    }
  }, [client, go, show])
}

/**
 * The loaded conversation after (or before) the open one; the first when none is open. One that left the list leads
 * on from where it stood.
 */
export function neighbour(
  rows: Rows | undefined,
  openId: number | null,
  step: 1 | -1,
  stood = -1,
): number | null {
  if (!rows) return null
  const at = placeOf(rows, openId)
  if (at >= 0) return rows.items[at + step]?.id ?? null
  const gone = openId === null || stood < 0 ? 0 : stood + (step === 1 ? 0 : -1)
  return rows.items[Math.min(gone, rows.items.length - 1)]?.id ?? null
}

const placeOf = (rows: Rows | undefined, id: number | null): number =>
  id === null || !rows ? -1 : rows.items.findIndex((row) => row?.id === id)

/** What a button on the screen does, its key does too; a button that is not there has none. */
function clickOn(button: string): void {
  document.querySelector<HTMLButtonElement>(button)?.click()
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** A focused link or button keeps its own Enter, but for the row of what is open already: there one goes on to write. */
function keepsEnter(target: EventTarget | null): boolean {
  const own = target instanceof HTMLElement ? target.closest("a, button") : null
  return own !== null && !own.matches("[data-conversation][aria-current=true]")
}

const inDialog = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null

function inMenu(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=menu]") !== null
}

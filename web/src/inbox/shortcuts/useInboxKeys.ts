import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { useLocation } from "wouter"
import { keys } from "../caches"
import type { Details } from "../details/useDetailsOpen"
import type { Rows } from "../list/rows"
import { useShortcuts } from "./useShortcuts"

/** j and k, Enter, Esc, d and ? anywhere in the inbox but in a field or a dialog. */
export function useInboxKeys(openId: number | null, details: Details): void {
  const client = useQueryClient()
  const [, go] = useLocation()
  const { show } = useShortcuts()
  const latest = useRef({ openId, details })
  latest.current = { openId, details }
  useEffect(() => {
    const walk = (step: 1 | -1) => {
      const { openId } = latest.current
      const next = neighbour(client.getQueryData<Rows>(keys.rows), openId, step)
      if (next !== null) go(`/conversations/${next}`, { replace: openId !== null })
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
      if (event.key === "Escape") return leave(event)
      if (inField(event.target) || inDialog()) return
      const act = actions[event.key]
      if (!act) return
      // A focused link or button keeps its own Enter
      if (
        event.key === "Enter" &&
        event.target instanceof HTMLElement &&
        event.target.closest("a, button")
      )
        return
      event.preventDefault()
      act()
    }
    const actions: Record<string, () => void> = {
      j: () => walk(1),
      k: () => walk(-1),
      Enter: focusComposer,
      d: () => latest.current.details.toggle(),
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
    return () => window.removeEventListener("keydown", press)
  }, [client, go, show])
}

/** The loaded conversation after (or before) the open one; the first when none is open. */
export function neighbour(
  rows: Rows | undefined,
  openId: number | null,
  step: 1 | -1,
): number | null {
  if (!rows) return null
  const at = openId === null ? -1 : rows.items.findIndex((row) => row?.id === openId)
  const next = rows.items[at < 0 ? 0 : at + step]
  return next?.id ?? null
}

export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>("[data-composer]")?.focus()
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

const inDialog = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null

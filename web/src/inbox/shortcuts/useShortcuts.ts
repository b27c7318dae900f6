import { useSyncExternalStore } from "react"

let opened = false
const listeners = new Set<() => void>()

function set(to: boolean): void {
  opened = to
  for (const listener of listeners) listener()
}

const show = () => set(true)
const hide = () => set(false)

/** Whether the dialog of shortcuts is open, and how to open it from a key or a button. */
export function useShortcuts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => opened,
  )
  return { shown, show, hide }
}

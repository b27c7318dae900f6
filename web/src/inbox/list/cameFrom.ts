import { useSyncExternalStore } from "react"

/** Whether the inbox was opened as a section of the leads (INB-02): then its head says so, and leads back there. For this tab alone. */

const NAME = "kaiwa.from_leads"
const listeners = new Set<() => void>()
let fromLeads = read()

export function comeFromLeads(is: boolean): void {
  if (fromLeads === is) return
  fromLeads = is
  try {
    if (is) sessionStorage.setItem(NAME, "1")
    else sessionStorage.removeItem(NAME)
  } catch {
    // Forbidden: it is known until the page is left
  }
  for (const listener of listeners) listener()
}

export const useFromLeads = (): boolean => useSyncExternalStore(subscribe, () => fromLeads)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): boolean {
  try {
    return sessionStorage.getItem(NAME) === "1"
  } catch {
    return false
  }
}

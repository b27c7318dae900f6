import { useSyncExternalStore } from "react"

/**
 * live: the stream is open. polling: it cannot be opened here, so the screen asks every few seconds.
 * offline: the browser says there is no network.
 */
export type ConnectionState = "connecting" | "live" | "reconnecting" | "polling" | "offline"

let state: ConnectionState = "connecting"
const listeners = new Set<() => void>()

export const connection = {
  current: (): ConnectionState => state,
  set(next: ConnectionState): void {
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

export const useConnection = (): ConnectionState =>
  useSyncExternalStore(connection.subscribe, connection.current)

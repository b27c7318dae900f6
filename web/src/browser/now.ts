import { useSyncExternalStore } from "react"

/** One clock for every time on the screen, instead of a timer in each of them. */

const listeners = new Map<number, Set<() => void>>()
const timers = new Map<number, ReturnType<typeof setInterval>>()

function subscribe(step: number, listener: () => void): () => void {
  const waiting = listeners.get(step) ?? new Set()
  listeners.set(step, waiting.add(listener))
  if (!timers.has(step))
    timers.set(
      step,
      setInterval(() => waiting.forEach((tell) => void tell()), Math.min(step, 15_000)),
    )
  return () => {
    waiting.delete(listener)
    if (waiting.size === 0) {
      clearInterval(timers.get(step))
      timers.delete(step)
    }
  }
}

const floor = (step: number): number => Math.floor(Date.now() / step) * step

/** Now, to `step` milliseconds: what uses it is drawn again only when that changes. */
export function useNow(step = 60_000): Date {
  const at = useSyncExternalStore(
    (listener) => subscribe(step, listener),
    () => floor(step),
  )
  return new Date(at)
}

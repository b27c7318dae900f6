import type { ReplyWindow } from "../api/types"

export const HOUR = 3_600_000

/** Milliseconds until the reply window closes; null where there is no such limit. */
export function timeLeft(window: ReplyWindow, now: Date): number | null {
  if (window.closes_at === null || window.state === "never") return null
  return new Date(window.closes_at).getTime() - now.getTime()
}

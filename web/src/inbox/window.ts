import type { ReplyWindow } from "../api/types"

export const HOUR = 3_600_000

/** Milliseconds until nothing can be written any more, extension included; null where there is no such limit. */
export function timeLeft(window: ReplyWindow, now: Date): number | null {
  const end = window.locked_at ?? window.closes_at
  if (end === null || window.state === "never") return null
  return new Date(end).getTime() - now.getTime()
}

import i18next from "i18next"

const MINUTE = 60_000

/** How long ago, in the largest unit that fits: just now, 3 min ago, 2 h ago. */
export function ago(at: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(at).getTime()) / MINUTE)
  if (minutes < 1) return i18next.t("channel:ago.now")
  if (minutes < 60) return i18next.t("channel:ago.minutes", { n: minutes })
  if (minutes < 48 * 60) return i18next.t("channel:ago.hours", { n: Math.floor(minutes / 60) })
  return i18next.t("channel:ago.days", { n: Math.floor(minutes / 1440) })
}

/** How soon, to the minute. */
export function until(at: string, now: Date): string {
  const minutes = Math.round((new Date(at).getTime() - now.getTime()) / MINUTE)
  return minutes < 1 ? i18next.t("channel:in.now") : i18next.t("channel:in.minutes", { n: minutes })
}

import i18next from "i18next"

/** Dates, times, sizes and durations as the reader's locale writes them. */

/** The browser's own variety of the chosen language (en-GB), so that hours and days come in its order. */
export function locale(): string {
  const language = i18next.language
  return navigator.languages.find((code) => code.startsWith(language)) ?? language
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a DateTimeFormat takes 50 times as long as using it. */
function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const name = locale() + JSON.stringify(options)
  const known = formats.get(name) ?? new Intl.DateTimeFormat(locale(), options)
  formats.set(name, known)
  return known.format(date)
}

const MINUTE = 60_000
const DAY = 86_400_000

export const dayOf = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

/** Whole days from `date` to `now` by the calendar: 0 today, 1 yesterday. */
export function daysAgo(date: Date, now: Date): number {
  return Math.round((dayOf(now) - dayOf(date)) / DAY)
}

/** 今 / 14:05 / 昨日 / 11/21 / 2024/11/21. */
export function formatShort(iso: string, now: Date): string {
  const date = new Date(iso)
  const age = now.getTime() - date.getTime()
  if (age < MINUTE && age > -MINUTE) return i18next.t("common:now")
  const days = daysAgo(date, now)
  if (days <= 0) return formatTime(iso)
  if (days === 1) return i18next.t("common:yesterday")
  if (date.getFullYear() === now.getFullYear())
    return format(
      date,
      i18next.language === "ja"
        ? { month: "numeric", day: "numeric" }
        : { month: "short", day: "numeric" },
    )
  return format(date, { year: "numeric", month: "numeric", day: "numeric" })
}

export const formatTime = (iso: string): string =>
  format(new Date(iso), { hour: "numeric", minute: "2-digit" })

/** The time of day `offset` hours from UTC, with the weekday: 土 23:05. */
export function formatClockAt(now: Date, offset: number): string {
  const there = new Date(now.getTime() + offset * 60 * MINUTE)
  return format(there, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone: "UTC" })
}

/** For titles and sentences: 11月21日(土) 14:05. */
export function formatMoment(iso: string): string {
  const date = new Date(iso)
  const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const)
  return format(date, {
    ...year,
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "2-digit",
  })
}

/** A day without its weekday and time: 11月21日, and 2024年11月21日 in another year. */
export function formatDate(iso: string): string {
  const date = new Date(iso)
  const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: "numeric" } as const)
  return format(date, { ...year, month: "short", day: "numeric" })
}

/** Of a day separator: 今日 / 昨日 / 11月21日(土). */
export function formatDay(date: Date, now: Date): string {
  const days = daysAgo(date, now)
  if (days === 0) return i18next.t("common:today")
  if (days === 1) return i18next.t("common:yesterday")
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const)
  return format(date, { ...year, month: "long", day: "numeric", weekday: "short" })
}

export function formatSize(bytes: number): string {
  const [value, unit] =
    bytes < 1024
      ? [bytes, "byte"]
      : bytes < 1_048_576
        ? [bytes / 1024, "kilobyte"]
        : [bytes / 1_048_576, "megabyte"]
  const digits = unit === "megabyte" && value < 10 ? 1 : 0
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  }).format(value as number)
}

export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value)

/** 0:07, 12:30, 1:02:03. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0")))
    .join(":")
}

/** What is left, in the largest units that matter: 3時間12分 / 3 h 12 min; days above 48 hours. */
export function formatLeft(milliseconds: number): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)]
  if (hours >= 48) return i18next.t("common:left.days", { days, hours: hours - days * 24 })
  if (hours >= 1) return i18next.t("common:left.hours", { hours, minutes: minutes - hours * 60 })
  return i18next.t("common:left.minutes", { minutes })
}

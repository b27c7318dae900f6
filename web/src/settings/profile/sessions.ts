import { queryOptions } from "@tanstack/react-query"
import { ask } from "../../accounts/allauth"

interface Answered {
  id: number
  user_agent: string
  ip: string
  is_current: boolean
  /** Seconds since 1970. */
  created_at: number
  last_seen_at?: number
}

export interface Session {
  id: number
  userAgent: string
  ip: string
  current: boolean
  since: string
  seen: string
}

const moment = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** This browser first, then the ones used last. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async (): Promise<Session[]> => {
    const found = (await ask<Answered[]>("GET", "auth/sessions")).data ?? []
    return Array.from(found, ({ id, user_agent, ip, is_current, created_at, last_seen_at }) => ({
      id,
      userAgent: user_agent,
      ip,
      current: is_current,
      since: moment(created_at),
      seen: moment(last_seen_at ?? created_at),
    })).sort((a, b) => Number(b.current) - Number(a.current) || b.seen.localeCompare(a.seen))
  },
  staleTime: 0,
})

export const endSessions = (ids: number[]): Promise<unknown> =>
  ask("DELETE", "auth/sessions", { sessions: ids })

/** The most telling name first: Edge says Chrome too, and Chrome says Safari. */
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
]
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
]

const firstIn = (names: [RegExp, string][], text: string): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1]

/** Which browser on which system a User-Agent header claims to be; undefined where it does not say. */
export const deviceOf = (
  userAgent: string,
): { browser: string | undefined; system: string | undefined } => ({
  browser: firstIn(browsers, userAgent),
  system: firstIn(systems, userAgent),
})

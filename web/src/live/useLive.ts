import { type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { meQuery, useMe } from "../api/me"
import type { Change } from "../api/types"
import { applyRecords, refreshRecords } from "../crm/caches"
import { applyChange, putCounts, resync } from "../inbox/caches"
import { flushAll } from "../inbox/composer/deliver"
import { outgoing } from "../inbox/composer/outbox"
import { attendance } from "../inbox/together/attendance"
import { others } from "../inbox/together/others"
import { startTelling, tell } from "../notifications/tell"
import { type ConnectionState, connection } from "./connection"
import { listening } from "./listening"
import type { StreamNews } from "./stream"
import { openLine } from "./tab"

const POLL = 8_000
/** After this many failures in a row the stream is thought impossible here (a proxy that buffers, say). */
const HOPELESS = 3

/** Keeps the caches true for as long as the screen is open. */
export function useLive(): void {
  const client = useQueryClient()
  const me = useMe()
  const name = `kaiwa-${me.user.id}-${me.workspace?.id}`
  const member = me.member?.id ?? 0
  useEffect(() => {
    outgoing.open(member)
    return () => outgoing.open(0)
  }, [member])
  useEffect(startTelling, [])
  useEffect(() => {
    const changes = new Changes(client)
    listening.expect()
    const line = openLine(name, (news) => hear(client, news, changes))
    attendance.connect(line.at)
    const poll = setInterval(() => {
      if (connection.current() === "polling" && !document.hidden) void catchUp(client)
      // What another tab began to send before it was closed
      else if (connection.current() === "live") flushAll(client)
    }, POLL)
    const network = () => {
      line.hurry()
      void checkNetwork(client)
    }
    window.addEventListener("online", network)
    window.addEventListener("offline", network)
    return () => {
      attendance.connect(null)
      line.close()
      changes.stop()
      clearInterval(poll)
      window.removeEventListener("online", network)
      window.removeEventListener("offline", network)
    }
  }, [client, name])
}

function hear(client: QueryClient, news: StreamNews, changes: Changes): void {
  if (news.type === "change") {
    changes.add(news.change)
    tell(news.change.notices ?? [])
  } else if (news.type === "counts") putCounts(client, news.counts)
  else if (news.type === "down") lost(down(news.failures))
  else if (news.type === "stale") caughtUp(client, Math.random() * 300)
  else if (news.type === "signed_out") void client.invalidateQueries({ queryKey: meQuery.queryKey })
  else {
    others.doubt()
    if (listening.begin()) void resync(client, { waited: true }).then(() => flushAll(client))
    else caughtUp(client, Math.random() * 1500)
    connection.set("live")
  }
}

function down(failures: number): "offline" | "polling" | "reconnecting" {
  if (!navigator.onLine) return "offline"
  return failures >= HOPELESS ? "polling" : "reconnecting"
}

function lost(state: ConnectionState): void {
  listening.begin()
  connection.set(state)
  // A moment's break is not worth a flicker; after that nobody knows who is where
  if (state !== "reconnecting") others.clear()
}

/** What changed while nobody listened is asked for; not by every browser in the same instant. */
function caughtUp(client: QueryClient, jitter: number): void {
  setTimeout(() => void catchUp(client), jitter)
}

async function catchUp(client: QueryClient): Promise<void> {
  await Promise.all([resync(client), refreshRecords(client)])
  flushAll(client)
}

/**
 * The browser's word is not enough: "offline" is also said of a machine without network that runs Kaiwa
 * itself, and a shared worker does not hear when only this tab was cut off.
 */
async function checkNetwork(client: QueryClient): Promise<void> {
  const reached = await fetch("/healthz", { cache: "no-store" }).then(
    () => true,
    () => false,
  )
  if (!reached) return connection.set("offline")
  if (connection.current() !== "offline") return
  connection.set("live")
  caughtUp(client, 0)
}

/** Gathers what comes within one frame, so that a burst is drawn once. */
class Changes {
  private waiting: Change[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly client: QueryClient) {}

  add(change: Change): void {
    this.waiting.push(change)
    this.timer ??= setTimeout(() => this.apply(), document.hidden ? 250 : 16)
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private apply(): void {
    this.timer = undefined
    const changes = this.waiting
    this.waiting = []
    applyRecords(this.client, {
      records: changes.flatMap((change) => change.records ?? []),
      crm: changes.flatMap((change) => change.crm ?? []),
      deals: latest(changes.flatMap((change) => change.deals ?? [])),
    })
    applyChange(this.client, {
      channels: changes.flatMap((change) => change.channels ?? []),
      conversations: latest(changes.flatMap((change) => change.conversations ?? [])),
      messages: latest(changes.flatMap((change) => change.messages ?? [])),
      gone: changes.flatMap((change) => change.gone ?? []),
      members: latest(changes.flatMap((change) => change.members ?? [])),
      deleted: changes.flatMap((change) => change.deleted ?? []),
      presence: changes.flatMap((change) => change.presence ?? []),
    })
  }
}

/** Of several states of one row only the last is worth drawing. */
function latest<T extends { id: number }>(rows: T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

import type { QueryClient } from "@tanstack/react-query"
import { putDeals } from "./boardCaches"
import type { RecordsChange } from "./types"

/** What of the CRM's pages the browser keeps, by noun. */
const nouns = [
  "deals",
  "deal",
  "board",
  "sums",
  "leads",
  "lead",
  "persons",
  "person",
  "organizations",
  "organization",
  "feed",
  "record-conversations",
  // The card beside a conversation
  "crm",
  "pipelines",
]
/** What hangs on the stages: one of them was added, moved, renamed or removed, and its deals with it. */
const staged = ["pipelines", "board", "sums", "deals", "deal"]
const CALM = 1000

/** A record changed, and with it what it stands in: what is on the screen is asked for again. */
export async function refreshRecords(
  client: QueryClient,
  { but }: { but?: string } = {},
): Promise<void> {
  const others = nouns.filter((noun) => noun !== but)
  await Promise.all(others.map((noun) => client.invalidateQueries({ queryKey: [noun] })))
}

/** What changed elsewhere: boards are drawn anew, open pages and feeds ask again at once, lists at most once a second. */
export function applyRecords(client: QueryClient, change: RecordsChange): void {
  const { records = [], crm = [] } = change
  for (const id of new Set(crm.map(({ conversation_id }) => conversation_id)))
    void client.invalidateQueries({ queryKey: ["crm", id] })
  for (const { kind, id } of records) {
    void client.invalidateQueries({ queryKey: [kind, id] })
    void client.invalidateQueries({ queryKey: ["feed", kind, id] })
    void client.invalidateQueries({ queryKey: ["record-conversations", kind, id] })
    calmly(client, `${kind}s`)
  }
  if (records.some(({ kind }) => kind === "pipeline"))
    for (const noun of staged) void client.invalidateQueries({ queryKey: [noun] })
  if (records.some(({ kind }) => kind === "deal")) {
    const unsure = putDeals(client, change)
    calmly(client, "sums")
    if (unsure) calmly(client, "board")
  }
}

const waiting = new Set<string>()
const asked = new Map<string, number>()

/** Asked for again, at most once a second. */
export function calmly(client: QueryClient, noun: string): void {
  if (waiting.has(noun)) return
  waiting.add(noun)
  const rest = (asked.get(noun) ?? Number.NEGATIVE_INFINITY) + CALM - performance.now()
  setTimeout(
    () => {
      waiting.delete(noun)
      asked.set(noun, performance.now())
      void client.invalidateQueries({ queryKey: [noun] })
    },
    Math.max(0, rest),
  )
}

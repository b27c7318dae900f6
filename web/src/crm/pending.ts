import { ApiError } from "../api/error"
import { isNewer } from "./boards"
import type { DealCard } from "./types"

/** A deal whose change the server has not answered yet. */
interface Pending {
  /** How many changes are on their way. */
  count: number
  /** As it looks meanwhile. */
  shown: DealCard
  /** As the server last said it is; null once it is no more. */
  truth: DealCard | null
  /** Changes of one deal are asked for one after the other. */
  chain: Promise<unknown>
}

const all = new Map<number, Pending>()

/** What is on its way is drawn as it was asked for; what the stream says meanwhile is kept for afterwards. */
export const pending = {
  shown: (): DealCard[] => [...all.values()].map(({ shown }) => shown),

  has: (id: number): boolean => all.has(id),

  /** The stream has said this; null: it is gone. */
  hear(id: number, deal: DealCard | null): void {
    const entry = all.get(id)
    if (entry) entry.truth = latest(entry.truth, deal)
  },

  /** Asks for a change once those before it are answered; says what is to be drawn then, and what went wrong. */
  async ask(before: DealCard, shown: DealCard, send: () => Promise<DealCard>): Promise<Answer> {
    const fresh = { count: 0, shown, truth: before, chain: Promise.resolve() }
    const entry = all.get(before.id) ?? fresh
    all.set(before.id, entry)
    entry.count += 1
    entry.shown = shown
    const turn = entry.chain.then(send, send)
    entry.chain = turn.catch(() => undefined)
    const answer = await turn.then(
      (deal) => ({ deal, error: undefined }),
      (error: unknown) => ({ deal: isGone(error) ? null : undefined, error }),
    )
    if (answer.deal !== undefined) entry.truth = latest(entry.truth, answer.deal)
    entry.count -= 1
    if (entry.count > 0) return { draw: undefined, error: answer.error }
    all.delete(before.id)
    return { draw: entry.truth, error: answer.error }
  },
}

/** `draw` is undefined while more is on its way, and null for what is no more. */
interface Answer {
  draw: DealCard | null | undefined
  error: unknown
}

const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404

function latest(known: DealCard | null, said: DealCard | null): DealCard | null {
  return known && said && isNewer(known, said) ? known : said
}

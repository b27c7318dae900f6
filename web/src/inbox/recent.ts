import type { Channel, Conversation, Message } from "../api/types"

/**
 * The changes of the last minute. A question asked before a change and answered after it would put the older
 * state back, or lose what is new altogether; so after every answer the changes since its question are made again.
 */
class Recent<T> {
  private kept: { row: T; at: number }[] = []

  note(row: T): void {
    const at = performance.now()
    this.kept.push({ row, at })
    if (at - (this.kept[0]?.at ?? at) > 2 * KEPT)
      this.kept = this.kept.filter((one) => at - one.at < KEPT)
  }

  /** It is no more: no answer may bring it back. */
  forget(gone: (row: T) => boolean): void {
    this.kept = this.kept.filter(({ row }) => !gone(row))
  }

  /** What changed after `asked` (performance.now), in order. */
  since(asked: number): T[] {
    return this.kept.filter(({ at }) => at >= asked).map(({ row }) => row)
  }
}

/** Longer than any request lives. */
const KEPT = 60_000

export const recent = {
  conversations: new Recent<Conversation>(),
  messages: new Recent<Message>(),
  channels: new Recent<Channel>(),
}

import { type Notice, tagOfNotice } from "./notice"

/**
 * What this tab heard in the last seconds and no tab has said to have shown yet: when the leading tab closes in that
 * very instant, the next one to lead makes it good. One instance a tab.
 */
const KEPT = 15_000

/** That it was shown, as the tab that did says it to the others. */
export interface Told {
  key: string
  tag: string
  /** When the first of its minute was shown. */
  at: number
}

export const keyOf = (notice: Notice): string =>
  `${tagOfNotice(notice)} ${notice.event} ${notice.message_id}`

export class Untold {
  private readonly waiting = new Map<string, { notice: Notice; at: number }>()
  private readonly told = new Map<string, number>()

  keep(notice: Notice): void {
    this.forget()
    const key = keyOf(notice)
    // Another tab, or another screen of this one, was quicker
    if (!this.told.has(key)) this.waiting.set(key, { notice, at: Date.now() })
  }

  /** This tab deals with it. False: somebody did. */
  take(notice: Notice): boolean {
    const key = keyOf(notice)
    const mine = this.waiting.delete(key)
    if (mine) this.told.set(key, Date.now())
    return mine
  }

  /** Another tab has shown it; this one may hear of the notice only now, or later. */
  settle(key: string): void {
    this.waiting.delete(key)
    this.told.set(key, Date.now())
  }

  left(): Notice[] {
    this.forget()
    return [...this.waiting.values()].map(({ notice }) => notice)
  }

  private forget(): void {
    const before = Date.now() - KEPT
    for (const [key, { at }] of this.waiting) if (at < before) this.waiting.delete(key)
    for (const [key, at] of this.told) if (at < before) this.told.delete(key)
  }
}

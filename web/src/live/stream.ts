import type { Change, Counts } from "../api/types"
import { EventReader } from "./events"

/**
 * What a stream tells its tabs. `open` comes with every (re)connection: whoever missed something asks again. So it is
 * with `stale`: too much changed to be told one by one, or who may see what.
 */
export type StreamNews =
  | { type: "open"; stream: string }
  | { type: "down"; failures: number }
  | { type: "signed_out" }
  | { type: "stale" }
  | { type: "change"; change: Change }
  | { type: "counts"; counts: Counts }

/** The server writes a comment every 20 s; a stream silent for longer than two of them is dead. */
const SILENCE = 45_000
const LONGEST_PAUSE = 30_000

/** Keeps one stream open for as long as it lives: reconnects with growing, jittered pauses. */
export class Stream {
  private readonly tell: (news: StreamNews) => void
  private stopped = new AbortController()
  private failures = 0
  private wake: () => void = () => undefined

  constructor(tell: (news: StreamNews) => void) {
    this.tell = tell
  }

  start(): void {
    void this.run()
  }

  stop(): void {
    this.stopped.abort()
    this.wake()
  }

  /** The network came back: do not sit out the pause. */
  hurry(): void {
    this.wake()
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const ended = await this.connectOnce().catch(() => "broken")
      if (this.stopped.signal.aborted) return
      if (ended === "signed_out") return this.tell({ type: "signed_out" })
      this.failures += 1
      this.tell({ type: "down", failures: this.failures })
      await this.pause(Math.min(LONGEST_PAUSE, 500 * 2 ** (this.failures - 1)))
    }
  }

  private async connectOnce(): Promise<"signed_out" | "ended"> {
    const attempt = new AbortController()
    const abort = () => attempt.abort()
    this.stopped.signal.addEventListener("abort", abort)
    const watch = { timer: setTimeout(abort, SILENCE) }
    try {
      const response = await fetch("/api/v1/stream", {
        headers: { Accept: "text/event-stream" },
        credentials: "same-origin",
        cache: "no-store",
        signal: attempt.signal,
      })
      if (response.status === 401 || response.status === 403) return "signed_out"
      if (!response.ok || !response.body) throw new Error(String(response.status))
      await this.listen(response.body, () => {
        clearTimeout(watch.timer)
        watch.timer = setTimeout(abort, SILENCE)
      })
      return "ended"
    } finally {
      clearTimeout(watch.timer)
      this.stopped.signal.removeEventListener("abort", abort)
    }
  }

  private async listen(body: ReadableStream<Uint8Array>, alive: () => void): Promise<void> {
    const events = new EventReader()
    const reader = body
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      alive()
      for (const { event, data } of events.read(value)) this.take(event, data)
    }
  }

  private take(event: string, data: string): void {
    if (event === "hello") {
      this.failures = 0
      this.tell({ type: "open", stream: (JSON.parse(data) as { stream?: string }).stream ?? "" })
    } else if (event === "resync") {
      this.tell({ type: "stale" })
    } else if (event === "change") {
      this.tell({ type: "change", change: JSON.parse(data) as Change })
    } else if (event === "counts") {
      this.tell({ type: "counts", counts: JSON.parse(data) as Counts })
    }
  }

  /** Up to half as long again, so that a thousand browsers do not return in the same instant. */
  private pause(length: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length * (1 + Math.random() / 2))
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

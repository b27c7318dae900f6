import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Stream, type StreamNews } from "./stream"

/** A connection that the test writes to. */
class Line {
  private control: ReadableStreamDefaultController<Uint8Array> | undefined
  readonly response = new Response(
    new ReadableStream<Uint8Array>({
      start: (control) => {
        this.control = control
      },
    }),
  )

  say(event: string, data: unknown): void {
    this.control?.enqueue(
      new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    )
  }

  drop(): void {
    this.control?.error(new Error("gone"))
  }
}

let heard: StreamNews[] = []
let answers: (() => Response)[] = []
let stream = new Stream(() => undefined)

beforeEach(() => {
  vi.useFakeTimers()
  heard = []
  answers = []
  vi.stubGlobal("fetch", async () =>
    (answers.shift() ?? (() => new Response("", { status: 502 })))(),
  )
  stream = new Stream((news) => heard.push(news))
})

afterEach(() => {
  stream.stop()
  vi.useRealTimers()
})

const kinds = () => heard.map(({ type }) => type)

test("what the server says is handed on", async () => {
  const line = new Line()
  answers = [() => line.response]
  stream.start()
  await vi.advanceTimersByTimeAsync(0)
  line.say("hello", { at: 1 })
  line.say("change", { messages: [] })
  line.say("resync", {})
  await vi.waitFor(() => expect(kinds()).toEqual(["open", "change", "stale"]))
})

test("a dropped connection is taken up again, and says so", async () => {
  const [first, second] = [new Line(), new Line()]
  answers = [() => first.response, () => second.response]
  stream.start()
  await vi.advanceTimersByTimeAsync(0)
  first.say("hello", {})
  await vi.waitFor(() => expect(kinds()).toEqual(["open"]))
  first.drop()
  await vi.waitFor(() => expect(kinds()).toEqual(["open", "down"]))
  await vi.advanceTimersByTimeAsync(1000)
  second.say("hello", {})
  await vi.waitFor(() => expect(kinds()).toEqual(["open", "down", "open"]))
})

test("without success it counts the failures and waits longer each time", async () => {
  stream.start()
  // Tries at once, after 0.5 to 0.75 s, 1 to 1.5 s, 2 to 3 s: whatever chance adds, three of them lie before 3 s
  await vi.advanceTimersByTimeAsync(3000)
  expect(heard.at(-1)).toEqual({ type: "down", failures: 3 })
})

test("a silent connection is given up after 45 seconds", async () => {
  vi.stubGlobal(
    "fetch",
    (_: string, { signal }: { signal: AbortSignal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(new Error("aborted"))),
      ),
  )
  stream.start()
  await vi.advanceTimersByTimeAsync(44_000)
  expect(heard).toEqual([])
  await vi.advanceTimersByTimeAsync(2000)
  expect(heard[0]).toEqual({ type: "down", failures: 1 })
})

test("signed out, it stops asking", async () => {
  answers = [() => new Response("", { status: 401 })]
  stream.start()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(kinds()).toEqual(["signed_out"])
})

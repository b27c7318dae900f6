import type { QueryClient } from "@tanstack/react-query"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { useCounts } from "../inbox/list/useCounts"
import { useRows } from "../inbox/list/useRows"
import { useChannels } from "../inbox/useChannels"
import { show } from "../testing/screen"
import { connection } from "./connection"
import { Live } from "./Live"

/** The stream, which the test opens, and what else was asked for. */
let asked: string[] = []
let hello: () => void = () => undefined

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  connection.set("connecting")
  vi.stubGlobal("navigator", { onLine: true, locks: { request: () => Promise.resolve() } })
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.endsWith("/stream")) return new Response(stream())
    asked.push(url.replace(/^\/api\/v1|\?.*/g, ""))
    const rows = { items: [], next_cursor: null, total: 0 }
    return new Response(JSON.stringify(url.includes("/conversations?") ? rows : []))
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const stream = () =>
  new ReadableStream<Uint8Array>({
    start(control) {
      hello = () => control.enqueue(new TextEncoder().encode("event: hello\ndata: {}\n\n"))
    },
  })

function Screen() {
  useRows()
  useCounts()
  useChannels()
  return null
}

const open = (client?: QueryClient) =>
  show(
    <>
      <Live />
      <Screen />
    </>,
    client,
  )

const once = ["/channels", "/conversations", "/conversations/counts"]

test("the inbox asks for everything once, after the stream has begun to tell what changes", async () => {
  open()
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toEqual([])
  hello()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked.sort()).toEqual(once)
})

test("a slow stream keeps nobody waiting, and what changed before it opened is asked for", async () => {
  open()
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked.sort()).toEqual(once)
  hello()
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked.sort()).toEqual([...once, ...once].sort())
})

test("who comes back from the help asks again for what was known", async () => {
  const { client, unmount } = open()
  await vi.advanceTimersByTimeAsync(10)
  hello()
  await vi.advanceTimersByTimeAsync(100)
  unmount()
  asked = []
  open(client)
  await vi.advanceTimersByTimeAsync(10)
  hello()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked.sort()).toEqual(once)
})

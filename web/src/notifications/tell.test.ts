import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { TestServer } from "../testing/server"
import type { Notice } from "./notice"

/** Tabs of one browser: each has the modules for itself, and shares locks, channels and the desktop with the others. */
type Tab = typeof import("./tell") & { id: number }

interface Asked {
  tab: number
  name: string
  begin: () => Promise<void>
}

let opened = 0
/** Whose code runs: what it asks of the browser is that tab's. */
let running = 0
let locks: Asked[]
let channels: { tab: number; onmessage: ((event: MessageEvent) => void) | null }[]
let shown: { title: string; body: string; tag: string; again: boolean }[]

beforeEach(() => {
  opened = 0
  locks = []
  channels = []
  shown = []
  vi.useFakeTimers()
  new TestServer()
  vi.stubGlobal("isSecureContext", true)
  vi.stubGlobal("navigator", {
    locks: {
      request: (name: string, { signal }: { signal?: AbortSignal }, work: () => Promise<void>) =>
        new Promise<void>((done) => {
          const asked = { tab: running, name, begin: () => work().then(() => leave(asked)) }
          const leave = (gone: Asked) => {
            done()
            release((each) => each === gone)
          }
          signal?.addEventListener("abort", () => leave(asked))
          locks.push(asked)
          if (locks.filter((each) => each.name === name).length === 1) void asked.begin()
        }),
      query: async () => ({ held: [] }),
    },
  })
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      onmessage: ((event: MessageEvent) => void) | null = null
      tab = running
      constructor() {
        channels.push(this)
      }
      postMessage(data: unknown) {
        for (const each of channels)
          if (each !== this) setTimeout(() => each.onmessage?.({ data } as MessageEvent), 5)
      }
      close() {
        channels = channels.filter((each) => each !== this)
      }
    },
  )
  vi.stubGlobal(
    "Notification",
    class {
      static permission = "granted"
      onclick: (() => void) | null = null
      constructor(title: string, options: { body: string; tag: string; renotify: boolean }) {
        const { body, tag, renotify } = options
        shown.push({ title, body, tag, again: renotify })
      }
    },
  )
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function release(which: (asked: Asked) => boolean): void {
  const heads = new Set(locks.map(({ name }) => locks.find((each) => each.name === name)))
  locks = locks.filter((each) => !which(each))
  for (const head of new Set(locks.map(({ name }) => locks.find((each) => each.name === name))))
    if (head && !heads.has(head)) void head.begin()
}

async function open(): Promise<Tab> {
  vi.resetModules()
  opened += 1
  running = opened
  const tell = await import("./tell")
  tell.startTelling()
  await later(1000)
  return { ...tell, id: opened }
}

/** As a tab ends whose window is closed: without a word. */
function close(tab: Tab): void {
  channels = channels.filter((each) => each.tab !== tab.id)
  release((each) => each.tab === tab.id)
}

/** The stream's news reach these tabs. */
async function hear(notice: Notice, ...tabs: Tab[]): Promise<void> {
  for (const tab of tabs) {
    running = tab.id
    tab.tell([notice])
    await Promise.resolve()
  }
}

async function later(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds)
}

const wrote = (text: string, message_id = 1): Notice => ({
  event: "mine",
  conversation_id: 7,
  message_id,
  name: "Yui",
  text,
  kind: "text",
  by: "",
  count: 0,
})
const bodies = () => shown.map(({ body }) => body)

test("of several tabs one shows it, and the one that leads next does not show it again", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), first, second)
  await later(50)
  close(first)
  await later(1000)
  expect(bodies()).toEqual(["hello"])
})

test("what came in the instant when the leading tab closed is shown by the next", async () => {
  const [first, second, third] = [await open(), await open(), await open()]
  close(first)
  await hear(wrote("hello"), second, third)
  await later(1000)
  expect(bodies()).toEqual(["hello"])
})

test("what the leading tab heard and had no time to show is, too", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), second)
  expect(bodies()).toEqual([])
  close(first)
  await later(1000)
  expect(bodies()).toEqual(["hello"])
})

test("what it said with its last breath arrives before the next begins", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), second, first)
  close(first)
  await later(1000)
  expect(bodies()).toEqual(["hello"])
})

test("a tab that hears of it late does not tell it again", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), first)
  await later(50)
  await hear(wrote("hello"), second)
  close(first)
  await later(1000)
  expect(bodies()).toEqual(["hello"])
})

test("two screens of one tab that hear it make one notification", async () => {
  const tab = await open()
  await hear(wrote("hello"), tab, tab)
  await later(50)
  expect(bodies()).toEqual(["hello"])
})

test("what nobody showed long ago is no news any more", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), second)
  await later(20_000)
  close(first)
  await later(1000)
  expect(bodies()).toEqual([])
})

test("the next tab makes no second sound within the minute", async () => {
  const [first, second] = [await open(), await open()]
  await hear(wrote("hello"), first, second)
  await later(50)
  close(first)
  await later(1000)
  await hear(wrote("are you there?", 2), second)
  await later(60_000)
  await hear(wrote("well?", 3), second)
  await later(50)
  expect(shown.map(({ again }) => again)).toEqual([true, false, true])
})

test("a loss is told by how many, and is one notification", async () => {
  const tab = await open()
  const lost = { ...wrote("", 5), event: "lost" as const, conversation_id: 0, name: "", count: 2 }
  const freed = { ...lost, event: "freed" as const, message_id: 6, by: "Bob", count: 1 }
  await hear(lost, tab)
  await hear(freed, tab)
  await later(50)
  expect(shown.map(({ title, body, tag }) => [tag, title, body])).toEqual([
    [
      "lost",
      "2 conversations are no longer assigned to you",
      "Access to the channel was changed, and you can no longer see it.",
    ],
    [
      "freed",
      "1 conversation is unassigned again",
      "Bob, who was in charge, can no longer answer.",
    ],
  ])
})

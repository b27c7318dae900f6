import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Announcer } from "./announcer"

let said: unknown[] = []
let announcer = new Announcer()

beforeEach(() => {
  vi.useFakeTimers()
  said = []
  vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
    said.push(JSON.parse(body))
    return new Response(null, { status: 204 })
  })
  announcer = new Announcer()
})

afterEach(() => vi.useRealTimers())

const settled = () => vi.advanceTimersByTimeAsync(1000)
const open = (stream: string) => announcer.hear({ type: "open", stream })

test("all tabs of a stream are told together, each conversation once and by what is done most", async () => {
  open("s1")
  announcer.put("a", { conversation: 1, doing: "looking" }, "token")
  announcer.put("b", { conversation: 1, doing: "replying" }, "token")
  announcer.put("c", { conversation: 2, doing: "looking" }, "token")
  await settled()
  const looking = [
    { conversation: 1, doing: "replying" },
    { conversation: 2, doing: "looking" },
  ]
  expect(said).toEqual([{ stream: "s1", looking }])
})

test("walking through the list tells only where one stays", async () => {
  open("s1")
  for (const conversation of [1, 2, 3])
    announcer.put("a", { conversation, doing: "looking" }, "token")
  await settled()
  expect(said).toEqual([{ stream: "s1", looking: [{ conversation: 3, doing: "looking" }] }])
})

test("a tab that is closed is not there any more, and after that nothing is told", async () => {
  open("s1")
  announcer.put("a", { conversation: 1, doing: "looking" }, "token")
  await settled()
  announcer.drop("a")
  await settled()
  announcer.put("b", null, "token")
  await settled()
  expect(said.slice(1)).toEqual([{ stream: "s1", looking: [] }])
})

test("a new stream is told again, and without a stream nothing is", async () => {
  announcer.put("a", { conversation: 1, doing: "looking" }, "token")
  await settled()
  expect(said).toEqual([])
  open("s1")
  await settled()
  announcer.hear({ type: "down", failures: 1 })
  await settled()
  open("s2")
  await settled()
  const looking = [{ conversation: 1, doing: "looking" }]
  expect(said).toEqual([
    { stream: "s1", looking },
    { stream: "s2", looking },
  ])
})

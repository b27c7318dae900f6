import { expect, test } from "vitest"
import { connectEach, count, type Progress } from "./progress"

test("Pages are connected one by one, and each step is told", async () => {
  const told: Progress[] = []
  const end = await connectEach(
    ["a", "b"],
    async (id) => (id === "b" ? "page_elsewhere" : null),
    (progress) => told.push(progress),
  )
  expect(told.map((progress) => [progress.get("a"), progress.get("b")])).toEqual([
    ["busy", "waiting"],
    ["done", "waiting"],
    ["done", "busy"],
    ["done", { failed: "page_elsewhere" }],
  ])
  expect(count(end)).toEqual({ all: 2, settled: 2, done: 1, failed: 1 })
})

test("when the server is lost, what was done stays done and the rest no longer waits", async () => {
  let last: Progress = new Map()
  const lost = new Error("lost")
  await expect(
    connectEach(
      ["a", "b", "c"],
      async (id) => {
        if (id === "b") throw lost
        return null
      },
      (progress) => {
        last = progress
      },
    ),
  ).rejects.toBe(lost)
  expect([...last]).toEqual([["a", "done"]])
})

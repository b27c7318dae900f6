import { expect, test } from "vitest"
import { safeNext } from "./next"

const to = (next: string) => safeNext(`?next=${encodeURIComponent(next)}`)

test("signing in goes on to a path of this site", () => {
  expect(safeNext("")).toBe("/")
  expect(to("/conversations/12?a=1#b")).toBe("/conversations/12?a=1#b")
})

test("signing in never leads to another site", () => {
  for (const next of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "evil",
  ])
    expect(to(next)).toBe("/")
})

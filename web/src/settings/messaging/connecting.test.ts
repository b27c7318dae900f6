import { expect, test } from "vitest"
import type { Channel } from "../../api/types"
import { connectPath, needsConnecting } from "./connecting"
import { refusalOf, refusedPath } from "./refusals"

const channel = (state: Channel["state"], code?: string) =>
  ({ state, problem: code ? { code, params: {} } : null }) as Channel

test("connecting again is urged only where it helps", () => {
  expect(needsConnecting([channel("connected"), channel("attention", "reauthorize")])).toBe(true)
  expect(needsConnecting([channel("disconnected")])).toBe(false)
  expect(needsConnecting([channel("disconnected", "app_removed")])).toBe(true)
  expect(needsConnecting([channel("attention", "policy_blocked")])).toBe(false)
  expect(needsConnecting([channel("connected")])).toBe(false)
})

test("a refusal has an address, with what it is about", () => {
  const path = refusedPath("page_tasks_missing", {
    page: "花 & 木",
    tasks: ["MESSAGING", "MODERATE"],
  })
  const query = new URL(path, "http://here.invalid").searchParams
  expect([query.get("refused"), query.get("page")]).toEqual(["page_tasks_missing", "花 & 木"])
  expect(query.getAll("tasks")).toEqual(["MESSAGING", "MODERATE"])
})

test("optional permissions are asked for by name", () => {
  expect(connectPath({ name: "messenger" })).toBe("/connect/messenger")
  expect(connectPath({ name: "messenger" }, "a b")).toBe("/connect/messenger?optional=a+b")
})

test("a refusal that nobody foresaw is still told, and can be tried again", () => {
  expect(refusalOf("brand_new")).toEqual({ words: "other", again: true, own: false })
})

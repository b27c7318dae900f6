import { expect, test } from "vitest"
import type { Channel } from "../../api/types"
import { needsConnecting } from "./connecting"
import { refusalOf } from "./refusals"

const channel = (state: Channel["state"], code?: string) =>
  ({ state, problem: code ? { code, params: {} } : null }) as Channel

test("connecting again is urged only where it helps", () => {
  expect(needsConnecting([channel("connected"), channel("attention", "reauthorize")])).toBe(true)
  expect(needsConnecting([channel("disconnected")])).toBe(false)
  expect(needsConnecting([channel("attention", "policy_blocked")])).toBe(false)
  expect(needsConnecting([channel("connected")])).toBe(false)
})

test("a refusal that nobody foresaw is still told, and can be tried again", () => {
  expect(refusalOf("brand_new")).toEqual({ words: "other", again: true, own: false })
})

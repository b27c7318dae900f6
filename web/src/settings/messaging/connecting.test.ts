import { expect, test } from "vitest"
import type { Channel } from "../../api/types"
import ja from "../../i18n/ja/help.json"
import { topics } from "../help/topics"
import { helpTopic, needsConnecting } from "./connecting"
import { refusalCodes, refusalOf } from "./refusals"

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

test("every help topic that a code leads to is there, with words", () => {
  const names = topics.flatMap((group) => group.names)
  for (const code of [...refusalCodes, "reauthorize", "policy_blocked", "not_subscribed"]) {
    const topic = helpTopic(code)
    if (topic) expect(names).toContain(topic)
  }
  for (const name of names) expect(ja).toHaveProperty(name)
})

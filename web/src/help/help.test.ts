import { expect, test } from "vitest"
import { readArticle } from "../../help/articles"
import codes from "../i18n/en/codes.json"
import { refusalCodes } from "../settings/messaging/refusals"
import en from "./en"
import ja from "./ja"
import { searchTopics } from "./search"
import { helpPath, helpTopicOf } from "./topicOf"
import { isTopic, topics } from "./topics"

test("every topic is an article in both languages, and no article is without a topic", () => {
  expect(Object.keys(ja).sort()).toEqual([...topics].sort())
  expect(Object.keys(en).sort()).toEqual([...topics].sort())
})

test("a heading has one address in both languages", () => {
  for (const topic of topics) {
    const addresses = (articles: typeof en) => articles[topic]?.sections.map(({ id }) => id)
    expect(addresses(ja)).toEqual(addresses(en))
    for (const { id } of ja[topic]?.sections ?? []) expect(ja[topic]?.html).toContain(`id="${id}"`)
  }
})

test("marks become what they stand for, in Japanese too", () => {
  for (const articles of [ja, en])
    for (const { html, lead, title } of Object.values(articles))
      expect(title + lead + html).not.toMatch(/\*\*|\]\(|\.md"/)
})

test("tags in an article are text, and an address runs nothing", () => {
  const markdown =
    "# Title\n\nLead.\n\n## One\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))"
  const { html } = readArticle(markdown, markdown)
  expect(html).not.toMatch(/<img|<a /)
  expect(html).toContain("&lt;img")
})

test("a search finds by title first, whatever the width of the letters", () => {
  expect(searchTopics(en, "Permissions are")[0]).toBe("permissions")
  expect(searchTopics(ja, "ＭＥＳＳＥＮＧＥＲの ボタン")[0]).toBe("messenger-button")
  expect(searchTopics(en, "zebra")).toEqual([])
})

test("a code leads to an article, and one without to the list of all problems", () => {
  for (const code of [...refusalCodes, "reauthorize", "policy_blocked", "window_closed"])
    expect(isTopic(helpTopicOf(code) ?? "")).toBe(true)
  expect(helpTopicOf("text_too_long")).toBeNull()
  expect(helpPath("brand_new")).toBe("/help/troubleshooting")
  expect(codes).toHaveProperty("policy_blocked")
})

import { expect, test } from "vitest"
import { linkWith, refTrouble } from "./chatLink"
import { niceTop } from "./EventChart"
import { siteButton } from "./siteButton"

const link = { url: "https://m.me/1", parameter: "ref", pattern: "[A-Za-z0-9+/=.:_-]*", limit: 10 }

test("the button is a plain link in which a text stays text", () => {
  const html = siteButton("https://m.me/1?ref=a", 'Write "us" <script>')
  const made = document.createElement("div")
  made.innerHTML = html
  expect(made.querySelector("a")?.href).toBe("https://m.me/1?ref=a")
  expect(made.textContent?.trim()).toBe('Write "us" <script>')
  expect(made.querySelector("script")).toBeNull()
})

test("a ref is what the provider passes on, and reaches it as it was written", () => {
  expect(refTrouble(link, "")).toBeNull()
  expect(refTrouble(link, "shop/a=b+c")).toBeNull()
  expect(refTrouble(link, "two words")).toBe("characters")
  expect(refTrouble(link, "春")).toBe("characters")
  expect(refTrouble(link, "x".repeat(11))).toBe("long")
  expect(linkWith(link, "a+b")).toBe("https://m.me/1?ref=a%2Bb")
  expect(linkWith(link, "")).toBe("https://m.me/1")
})

test("the chart's top is a round number that holds every bar", () => {
  expect([0, 1, 3, 7, 11, 480, 501].map(niceTop)).toEqual([0, 1, 5, 10, 20, 500, 1000])
})

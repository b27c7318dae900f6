import { expect, test } from "vitest"
import { pieces } from "./Linked"

const links = (text: string) => pieces(text).flatMap(({ href }) => href ?? [])

test("web addresses are found, also before Japanese punctuation", () => {
  expect(links("見てください。https://example.com/a?b=1。")).toEqual(["https://example.com/a?b=1"])
  expect(links("(https://example.com/a).")).toEqual(["https://example.com/a"])
})

test("nothing but web addresses becomes a link", () => {
  expect(links("javascript:alert(1) mailto:a@b.c example.com")).toEqual([])
})

test("no character of the text is lost", () => {
  const text = "a https://x.example/1, b https://y.example/2!"
  expect(
    pieces(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text)
})

import { expect, test } from "vitest"
import { inUnits, marksOf, parts } from "./marked"

const shown = (...given: Parameters<typeof parts>) =>
  parts(...given).map(({ text, marked }) => (marked ? `[${text}]` : text))

test("marks cut a text without losing a character", () => {
  expect(
    shown("領収書の発行", [
      [0, 3],
      [4, 6],
    ]),
  ).toEqual(["[領収書]", "の", "[発行]"])
  expect(shown("abc", [])).toEqual(["abc"])
})

test("a piece of the text shows its share of a mark", () => {
  expect(shown("def", [[1, 5]], 3)).toEqual(["[de]", "f"])
  expect(shown("ghi", [[1, 5]], 6)).toEqual(["ghi"])
})

test("an emoji counts as one there and as two here", () => {
  expect(inUnits("🚲自転車", [[1, 4]])).toEqual([[2, 5]])
})

test("marks of the whole text are moved into the stretch that is shown", () => {
  const snippet = { text: "🚲自転車の話", start: 100, cut_before: true, cut_after: true }
  expect(
    marksOf({
      ...snippet,
      marks: [
        [0, 2],
        [101, 104],
        [500, 502],
      ],
    }),
  ).toEqual([[2, 5]])
})

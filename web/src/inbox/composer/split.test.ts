import { expect, test } from "vitest"
import { split } from "./split"
import vectors from "./split.vectors.json"

test.each(vectors)("cuts %j as the server does", ({ text, limit, parts }) => {
  expect(split(text, limit)).toEqual(parts)
})

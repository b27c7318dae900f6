import { expect, test } from "vitest"
import { refusal } from "./accepts"

const limits = { attachment_limit: 25_000_000, attachment_types: ["image/*", "application/pdf"] }

test("what the channel takes is not refused", () => {
  expect(refusal({ name: "a.png", type: "image/png", size: 100 }, limits)).toBeNull()
  expect(refusal({ name: "a.pdf", type: "application/pdf", size: 100 }, limits)).toBeNull()
})

test("a file over the limit is refused with the limit", () => {
  expect(refusal({ name: "a.png", type: "image/png", size: 25_000_001 }, limits)).toEqual({
    code: "too_large",
    params: { limit: 25_000_000, size: 25_000_001 },
  })
})

test("a type the channel does not take is refused by its name", () => {
  expect(refusal({ name: "book.XLSX", type: "", size: 10 }, limits)?.params).toEqual({
    type: "XLSX",
  })
})

test("without known limits the server decides", () => {
  expect(refusal({ name: "a.zip", type: "", size: 1e9 }, undefined)).toBeNull()
})

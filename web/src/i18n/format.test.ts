import { expect, test } from "vitest"
import { changeLanguage } from "."
import { formatLeft, formatSeconds, formatShort, formatSize } from "./format"

const now = new Date(2026, 10, 21, 15, 0, 0)
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()
const HOUR = 3_600_000

test("a row's time, in Japanese", async () => {
  await changeLanguage("ja")
  expect(formatShort(at(2026, 10, 21, 14, 59), new Date(2026, 10, 21, 14, 59, 30))).toBe("今")
  expect(formatShort(at(2026, 10, 21, 14, 5), now)).toBe("14:05")
  expect(formatShort(at(2026, 10, 20, 23, 59), now)).toBe("昨日")
  expect(formatShort(at(2026, 9, 3, 8, 0), now)).toBe("10/3")
  expect(formatShort(at(2025, 10, 21, 8, 0), now)).toBe("2025/11/21")
})

test("a row's time, in English", () => {
  expect(formatShort(at(2026, 10, 20, 23, 59), now)).toBe("Yesterday")
  expect(formatShort(at(2026, 9, 3, 8, 0), now)).toBe("Oct 3")
})

test("what is left to reply, in units that matter", async () => {
  expect(formatLeft(3 * HOUR + 12 * 60_000)).toBe("3 h 12 min")
  expect(formatLeft(30_000)).toBe("1 min")
  expect(formatLeft(75 * HOUR)).toBe("3 d 3 h")
  await changeLanguage("ja")
  expect(formatLeft(3 * HOUR + 12 * 60_000)).toBe("3時間12分")
})

test("sizes and lengths", () => {
  expect(formatSize(25 * 1024 * 1024)).toBe("25 MB")
  expect([7, 750, 3723].map(formatSeconds)).toEqual(["0:07", "12:30", "1:02:03"])
})

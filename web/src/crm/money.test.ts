import { expect, test } from "vitest"
import { formatMoney, readMoney } from "./money"

test("an amount is read however it is typed", () => {
  expect(readMoney("１，２００，０００円")).toBe("1200000")
  expect(readMoney(" $1,200.50 ")).toBe("1200.50")
  expect(readMoney("約百万")).toBe("約百万")
})

test("an amount is written to the last digit, and without cents that are none", () => {
  expect(formatMoney("1200.00", "USD")).toBe("$1,200")
  expect(formatMoney("1200.50", "USD")).toBe("$1,200.50")
  expect(formatMoney("9999999999999999.99", "EUR")).toBe("€9,999,999,999,999,999.99")
  expect(formatMoney("12", "")).toBe("12")
})

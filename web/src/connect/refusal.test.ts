import { expect, test } from "vitest"
import { ApiError } from "../api/error"
import { refusalPath } from "./refusal"

test("a refusal is explained on the messaging page, with what it is about", () => {
  const refused = new ApiError(409, "installed_privately", "", { installer: "山本 葵" }, "id")
  const url = new URL(refusalPath(refused) ?? "", "http://here.invalid")
  expect(url.pathname).toBe("/settings/messaging")
  expect(url.searchParams.get("refused")).toBe("installed_privately")
  expect(url.searchParams.get("installer")).toBe("山本 葵")
})

test("a failure is no refusal", () => {
  expect(refusalPath(new ApiError(0, "offline", "", {}, "id"))).toBeNull()
  expect(refusalPath(new Error("x"))).toBeNull()
})

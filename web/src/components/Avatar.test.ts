import { expect, test } from "vitest"
import { initials } from "./Avatar"

test("one character of a Japanese name, two initials of a Latin one", () => {
  expect(initials("佐藤 美咲")).toBe("佐")
  expect(initials("Emily Carter")).toBe("EC")
  expect(initials("Élodie")).toBe("É")
  expect(initials("…7412")).toBe("…")
  expect(initials("")).toBe("?")
})

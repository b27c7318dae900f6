import { cleanup } from "@testing-library/react"
import { afterEach, beforeEach, vi } from "vitest"
import { startI18n } from "../i18n"

// Mantine asks for these and happy-dom answers only in part
window.matchMedia ??= vi.fn(() => ({ matches: false }) as MediaQueryList)

beforeEach(async () => {
  localStorage.clear()
  sessionStorage.clear()
  await startI18n("en")
})

afterEach(cleanup)

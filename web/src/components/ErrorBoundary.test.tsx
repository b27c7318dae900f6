import { screen } from "@testing-library/react"
import { expect, test, vi } from "vitest"
import { show } from "../testing/screen"
import { ErrorBoundary } from "./ErrorBoundary"

test("a fault of one part leaves the rest standing and can be quoted", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined)
  const Broken = () => {
    throw new RangeError("Invalid time value")
  }
  show(
    <>
      <p>the list</p>
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>
    </>,
  )
  expect(screen.getByText("the list")).toBeTruthy()
  expect(screen.getByRole("alert").textContent).toContain("RangeError")
})

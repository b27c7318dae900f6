import { MantineProvider } from "@mantine/core"
import { render, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, test, vi } from "vitest"
import { ApiError } from "../api/error"
import { loadWords } from "../i18n"
import { Field } from "./Field"
import { Form, type Values } from "./Form"
import type { Refusals } from "./formErrors"

beforeEach(() => loadWords("form"))

function show(send: (values: Values) => Promise<Refusals | undefined>) {
  render(
    <MantineProvider>
      <Form submit="Go" send={send}>
        {(refused) => (
          <>
            <Field label="Name" name="name" error={refused.name} />
            <Field label="E-mail" name="email" error={refused.email} />
          </>
        )}
      </Form>
    </MantineProvider>,
  )
  return {
    name: screen.getByLabelText("Name"),
    email: screen.getByLabelText("E-mail"),
    go: screen.getByRole("button", { name: "Go" }),
  }
}

test("what is empty is said beside its field before anything is sent", async () => {
  const send = vi.fn(async () => undefined)
  const { name, email, go } = show(send)
  await userEvent.type(email, "not-an-address")
  await userEvent.click(go)
  expect(send).not.toHaveBeenCalled()
  expect(screen.getByText("Fill this in.")).toBeTruthy()
  expect(screen.getByText(/such as name@example.com/)).toBeTruthy()
  expect(document.activeElement).toBe(name)
})

test("the first refused field gets the focus, and typing takes its sentence away", async () => {
  const send = vi.fn(async () => ({ email: "Taken." }))
  const { name, email, go } = show(send)
  await userEvent.type(name, "  Aoi ")
  await userEvent.type(email, "aoi@example.com")
  await userEvent.click(go)
  expect(send).toHaveBeenCalledWith({ name: "Aoi", email: "aoi@example.com" })
  expect(document.activeElement).toBe(email)
  await userEvent.type(email, "x")
  expect(screen.queryByText("Taken.")).toBeNull()
})

test("what a call throws is worded: by field where the API says which, else for the form", async () => {
  const send = vi.fn()
  const { name, email, go } = show(send)
  await userEvent.type(name, "Aoi")
  await userEvent.type(email, "aoi@example.com")
  const fields = { "body.name": "String should match pattern" }
  send.mockRejectedValueOnce(new ApiError(422, "invalid", "…", { fields }, "id"))
  await userEvent.click(go)
  expect(screen.getByText("Check this field.")).toBeTruthy()
  send.mockRejectedValueOnce(new ApiError(0, "offline", "", {}, "id"))
  await userEvent.click(go)
  expect(screen.getByRole("alert").textContent).toContain("cannot be reached")
})

test("a refused password is marked as such and gets the focus", async () => {
  render(
    <MantineProvider>
      <Form submit="Go" send={async () => ({ password: "Too short." })}>
        {(refused) => (
          <Field label="Password" name="password" type="password" error={refused.password} />
        )}
      </Form>
    </MantineProvider>,
  )
  const password = screen.getByLabelText("Password")
  await userEvent.type(password, "short")
  await userEvent.click(screen.getByRole("button", { name: "Go" }))
  expect(password.getAttribute("aria-invalid")).toBe("true")
  expect(document.activeElement).toBe(password)
})

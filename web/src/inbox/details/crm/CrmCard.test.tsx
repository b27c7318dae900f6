import { screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { expect, test, vi } from "vitest"
import { aLink, aPanel, aRecord } from "../../../testing/crm"
import { show } from "../../../testing/screen"
import { problem, TestServer } from "../../../testing/server"
import CrmCard from "./CrmCard"
import type { Panel } from "./types"

const GET = "GET /conversations/1/crm"
const drawn = (panel: Panel) => {
  const server = new TestServer().on(GET, () => ({ body: panel }))
  show(<CrmCard conversation={1} />)
  return server
}

test("where there is no CRM there is no card", async () => {
  const server = new TestServer().on(GET, () => ({ status: 404, body: problem("not_found") }))
  show(<CrmCard conversation={1} />)
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  await vi.waitFor(() => expect(screen.queryByRole("heading")).toBeNull())
})

test("of what somebody may not see only its kind is said, and it leads nowhere", async () => {
  const secret = aRecord("deal", "3", { hidden: true, title: "" })
  drawn(aPanel({ items: [aLink(1, secret)] }))
  expect(await screen.findByText("Deal you may not see")).toBeTruthy()
  expect(screen.queryByRole("link")).toBeNull()
})

test("another one is had get the messages: linked for it, if it is only open with the person", async () => {
  const linked = aRecord("deal", "1", { title: "A bike" })
  const panel = aPanel({
    person: aLink(9, aRecord("person", "9")),
    items: [aLink(1, linked)],
    open_items: [aRecord("deal", "2", { title: "A trailer" })],
    receives: { record: linked, how: "pinned" },
  })
  const server = drawn(panel)
  server.on("POST /conversations/1/crm/links", () => ({ body: panel }))
  server.on("PATCH /crm-links/1", () => ({ body: panel }))
  const change = /Change where the conversation is recorded/
  await userEvent.click(await screen.findByRole("button", { name: change }))
  await userEvent.click(await screen.findByRole("menuitemradio", { name: "A trailer" }))
  expect(server.bodies("POST /conversations/1/crm/links")).toEqual([{ kind: "deal", id: "2" }])
  const button = screen.getByRole<HTMLButtonElement>("button", { name: change })
  await vi.waitFor(() => expect(button.disabled).toBe(false))
  await userEvent.click(button)
  await userEvent.click(await screen.findByRole("menuitemradio", { name: "Choose automatically" }))
  expect(server.bodies("PATCH /crm-links/1")).toEqual([{ receives: false }])
})

test("an automatic link says why, and what else it could have been", async () => {
  const person = aLink(9, aRecord("person", "9", { title: "Mika Sato" }), {
    automatic: true,
    by: null,
    reason: { code: "number_equal", params: { stored: "090-1234-5678" } },
    rejected: [
      { record: null, code: "other_number", params: { stored: "03-1234-5678" } },
      { record: aRecord("person", "8", { title: "Mika Ito" }), code: "denied", params: {} },
    ],
  })
  drawn(aPanel({ person }))
  await userEvent.click(await screen.findByRole("button", { name: "Menu of “Mika Sato”" }))
  await userEvent.click(await screen.findByRole("menuitem", { name: "About this link" }))
  const dialog = await screen.findByRole("dialog")
  for (const said of [
    "The phone number is the same: 090-1234-5678",
    "A record you may not see",
    "Another phone number: 03-1234-5678",
    "Mika Ito",
    "A member said it is somebody else",
  ])
    expect(dialog.textContent).toContain(said)
})

test("who it could be is asked, and no is an answer", async () => {
  const candidate = {
    record: aRecord("person", "7", { title: "Mika" }),
    code: "name_equal",
    params: {},
  }
  const panel = aPanel({
    match: { state: "suggested", reason: null, candidates: [candidate], given: [] },
  })
  const server = drawn(panel).on("POST /conversations/1/crm/dismiss", () => ({ body: aPanel() }))
  await userEvent.click(await screen.findByRole("button", { name: "No, it is not Mika" }))
  expect(server.bodies("POST /conversations/1/crm/dismiss")).toEqual([
    { record: { kind: "person", id: "7" } },
  ])
  expect(await screen.findByText("Not in the CRM yet")).toBeTruthy()
})

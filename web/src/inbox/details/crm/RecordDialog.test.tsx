import { screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, test, vi } from "vitest"
import { loadWords } from "../../../i18n"
import { aLink, aPanel, aRecord } from "../../../testing/crm"
import { aConversation } from "../../../testing/make"
import { show } from "../../../testing/screen"
import { problem, TestServer } from "../../../testing/server"
import { RecordDialog } from "./RecordDialog"
import type { NewKind, Panel } from "./types"

const RECORDS = "POST /conversations/1/crm/records"
const person = aLink(9, aRecord("person", "9", { title: "Mika Sato" }))
let server = new TestServer()

beforeEach(async () => {
  await loadWords("panel", "crm", "form")
  server = new TestServer()
    .on("GET /crm", () => ({ body: { currency: "JPY" } }))
    .on("GET /crm/pipelines", () => ({ body: [] }))
    .on("GET /conversations/1/crm/readers", () => ({
      body: { everyone: true, names: [], hidden: 0 },
    }))
    .on(RECORDS, () => ({ status: 201, body: aPanel({ person }) }))
})

function open(kind: NewKind, given: Partial<Panel> = {}) {
  const closed = vi.fn()
  show(
    <RecordDialog
      panel={aPanel(given)}
      conversation={aConversation(1)}
      asked={{ what: "create", kind }}
      onClose={closed}
    />,
  )
  return closed
}
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }))

test("a deal of whom is linked is one press, with a title filled in", async () => {
  const closed = open("deal", { person })
  await press("Save")
  expect(server.bodies(RECORDS)[0]).toMatchObject({
    kind: "deal",
    title: "Mika Sato deal",
    transcript: true,
    agreed: false,
  })
  expect(server.bodies(RECORDS)[0]?.name).toBeUndefined()
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
})

test("of nobody linked the person is made with it, and an amount is read however it is typed", async () => {
  open("lead")
  await userEvent.type(await screen.findByLabelText("Value"), "１，２００円")
  await press("Save")
  expect(server.bodies(RECORDS)[0]).toMatchObject({
    kind: "lead",
    name: "Customer 1",
    title: "Customer 1 lead",
    value: "1200",
    currency: "JPY",
  })
})

test("what was refused is said and kept, and pressing again asks for the same", async () => {
  server.on(RECORDS, () => ({ status: 409, body: problem("crm_refused", { code: "deal_cap" }) }))
  const closed = open("deal", { person })
  await press("Save")
  expect(await screen.findByText(/no more deals|plan/i)).toBeTruthy()
  await press("Save")
  const keys = server.bodies(RECORDS).map(({ key }) => key)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  expect(closed).not.toHaveBeenCalled()
})

test("from a private channel it says who will read it, and without recording nobody has to agree", async () => {
  open("person", { private: true })
  expect(await screen.findByText(/everyone in the CRM/)).toBeTruthy()
  await userEvent.click(screen.getByRole("switch"))
  expect(screen.queryByText(/everyone in the CRM/)).toBeNull()
  await press("Save")
  expect(server.bodies(RECORDS)[0]).toMatchObject({ transcript: false, agreed: false })
})

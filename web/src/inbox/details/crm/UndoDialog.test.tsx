import { screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, test, vi } from "vitest"
import { loadWords } from "../../../i18n"
import { aLink, aPanel, aRecord } from "../../../testing/crm"
import { show } from "../../../testing/screen"
import { TestServer } from "../../../testing/server"
import { UndoDialog } from "./UndoDialog"

const UNDO = "POST /conversations/1/crm/undo"
const wrong = aLink(9, aRecord("person", "9", { title: "Mika Sato" }))
let server = new TestServer()

beforeEach(async () => {
  await loadWords("panel", "crm", "form")
  server = new TestServer()
    .on("GET /crm/search", () => ({
      body: [wrong.record, aRecord("person", "8", { title: "Mika Ito" })],
    }))
    .on(UNDO, () => ({ body: aPanel() }))
})

function open() {
  const closed = vi.fn()
  show(<UndoDialog panel={aPanel({ person: wrong })} link={wrong} onClose={closed} />)
  return closed
}

test("the right person is searched, and what was recorded moves to them; the wrong one is not offered", async () => {
  const closed = open()
  await userEvent.type(screen.getByRole("combobox"), "Mika")
  expect((await screen.findAllByRole("option")).map((row) => row.textContent)).toEqual([
    "Mika ItoPerson",
  ])
  await userEvent.keyboard("{Enter}")
  expect(await screen.findByText(/recorded for “Mika Sato”.*moves to this person/)).toBeTruthy()
  await userEvent.click(screen.getByRole("button", { name: "Correct to this person" }))
  expect(server.bodies(UNDO)).toEqual([{ to: { kind: "person", id: "8" }, agreed: false }])
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
})

test("of nobody we know it is taken back, after it was said what stays", async () => {
  open()
  await userEvent.click(screen.getByRole("button", { name: "Nobody we know" }))
  expect(screen.getByText(/Notes that were edited in the CRM stay/)).toBeTruthy()
  await userEvent.click(screen.getByRole("button", { name: "Take back" }))
  expect(server.bodies(UNDO)).toEqual([{ to: null, agreed: false }])
})

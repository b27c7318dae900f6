import { fireEvent, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, test, vi } from "vitest"
import { loadWords } from "../../../i18n"
import { aLink, aPanel, aRecord } from "../../../testing/crm"
import { show } from "../../../testing/screen"
import { TestServer } from "../../../testing/server"
import { LinkDialog } from "./LinkDialog"
import type { Panel } from "./types"

const LINKS = "POST /conversations/1/crm/links"
let server = new TestServer()
let closed = vi.fn()

beforeEach(async () => {
  await loadWords("panel", "crm", "form")
  closed = vi.fn()
  server = new TestServer()
    .on("GET /crm/search", () => ({
      body: [
        aRecord("person", "7", { title: "Mika Sato" }),
        aRecord("person", "8", { title: "Mika Ito" }),
      ],
    }))
    .on("GET /conversations/1/crm/readers", () => ({
      body: { everyone: false, names: ["Bob", "Carol"], hidden: 3 },
    }))
    .on(LINKS, () => ({ body: aPanel() }))
})

const open = (given: Partial<Panel> = {}) =>
  show(<LinkDialog panel={aPanel(given)} q="" onClose={closed} />)
const field = () => screen.getByRole("combobox")
const options = async () => (await screen.findAllByRole("option")).map((row) => row.textContent)

test("it is found as one types, chosen by ↓ and Enter, and linked by Enter", async () => {
  open()
  await userEvent.type(field(), "Mika")
  expect(await options()).toEqual(["Mika SatoPerson", "Mika ItoPerson"])
  await vi.waitFor(() => {
    expect(server.asked.filter(({ path }) => path === "/crm/search")).toHaveLength(1)
  })
  await userEvent.keyboard("{ArrowDown}{Enter}")
  await userEvent.click(await screen.findByRole("button", { name: "Link" }))
  expect(server.bodies(LINKS)).toEqual([
    { kind: "person", id: "8", receives: true, transcript: true, agreed: false },
  ])
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
})

test("the Enter of a conversion takes nothing, and what is linked already is not offered", async () => {
  open({ person: aLink(1, aRecord("person", "7", { title: "Mika Sato" })) })
  await userEvent.type(field(), "Mika")
  expect(await options()).toEqual(["Mika ItoPerson"])
  fireEvent.keyDown(field(), { key: "Enter", keyCode: 229 })
  expect(screen.queryByRole("button", { name: "Link" })).toBeNull()
})

test("of a private channel it says who will read it, and linking without recording needs no agreement", async () => {
  open({ private: true })
  await userEvent.type(field(), "Mika")
  await options()
  await userEvent.keyboard("{Enter}")
  expect(await screen.findByText(/Bob, Carol and 3 more/)).toBeTruthy()
  await userEvent.click(screen.getByRole("button", { name: "Link without recording" }))
  expect(server.bodies(LINKS)[0]).toMatchObject({ transcript: false })
})

test("agreeing is said with the link, and nobody can agree to readers that are not known", async () => {
  server.on("GET /conversations/1/crm/readers", () => ({ status: 409, body: {} }))
  open({ private: true })
  await userEvent.type(field(), "Mika")
  await options()
  await userEvent.keyboard("{Enter}")
  const agree = await screen.findByRole<HTMLButtonElement>("button", { name: "Agree and link" })
  expect(await screen.findByText(/could not find out/)).toBeTruthy()
  expect(agree.disabled).toBe(true)
  server.on("GET /conversations/1/crm/readers", () => ({
    body: { everyone: true, names: [], hidden: 0 },
  }))
  await userEvent.click(screen.getByRole("button", { name: "Try again" }))
  await vi.waitFor(() => expect(agree.disabled).toBe(false))
  await userEvent.click(agree)
  expect(server.bodies(LINKS)[0]).toMatchObject({ transcript: true, agreed: true })
})

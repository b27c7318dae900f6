import { fireEvent, screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, test, vi } from "vitest"
import type { Conversation } from "../../api/types"
import { aChannel, aConversation } from "../../testing/make"
import { show } from "../../testing/screen"
import { TestServer } from "../../testing/server"
import { Composer } from "./Composer"
import { outgoing } from "./outbox"

const POST = "POST /conversations/1/messages"
let server = new TestServer()

beforeEach(() => {
  for (const { key } of outgoing.all()) outgoing.drop(key)
  server = new TestServer()
  server.on("GET /channels", () => ({ body: [aChannel()] }))
  server.on(POST, () => ({ status: 201, body: { items: [] } }))
})

const open = (given: Partial<Conversation> = {}) =>
  show(<Composer conversation={aConversation(1, given)} />)
const box = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reply" })
const file = (name: string, type: string, size = 10) => {
  const made = new File(["x"], name, { type })
  Object.defineProperty(made, "size", { value: size })
  return made
}

test("Enter sends and empties the box, Shift+Enter breaks the line", async () => {
  open()
  await userEvent.type(box(), "one{Shift>}{Enter}{/Shift}two{Enter}")
  await vi.waitFor(() => expect(server.bodies(POST)[0]?.text).toBe("one\ntwo"))
  expect(box().value).toBe("")
})

test("the Enter of a conversion sends nothing", () => {
  open()
  fireEvent.change(box(), { target: { value: "にほん" } })
  fireEvent.keyDown(box(), { key: "Enter", isComposing: true })
  fireEvent.keyDown(box(), { key: "Enter", keyCode: 229 })
  fireEvent.compositionEnd(box())
  fireEvent.keyDown(box(), { key: "Enter" })
  expect(outgoing.all()).toEqual([])
  expect(box().value).toBe("にほん")
})

test("an Enter after the key that ended the conversion is up sends, however soon", () => {
  open()
  fireEvent.change(box(), { target: { value: "日本" } })
  fireEvent.compositionEnd(box())
  fireEvent.keyUp(box(), { key: "Enter" })
  fireEvent.keyDown(box(), { key: "Enter" })
  expect(outgoing.all().map(({ text }) => text)).toEqual(["日本"])
})

test("nothing but spaces cannot be sent", async () => {
  open()
  await userEvent.type(box(), "   {Enter}")
  expect(outgoing.all()).toEqual([])
})

test("a draft is kept per conversation", async () => {
  const { unmount } = open()
  await userEvent.type(box(), "half a sente")
  unmount()
  open()
  expect(box().value).toBe("half a sente")
})

test("a file the channel does not take says so at once and holds the send back", async () => {
  open()
  await vi.waitFor(() => expect(server.asked.some(({ path }) => path === "/channels")).toBe(true))
  await userEvent.type(box(), "look")
  fireEvent.paste(box(), {
    clipboardData: { files: [file("tool.exe", "application/x-msdownload")] },
  })
  expect(await screen.findByText(/cannot be sent/)).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(true)
  await userEvent.click(screen.getByRole("button", { name: "Remove tool.exe" }))
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(false)
})

test("a file over the channel's limit says so with the limit", async () => {
  open()
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(0))
  await userEvent.click(box())
  fireEvent.paste(box(), {
    clipboardData: { files: [file("a.png", "image/png", 30 * 1024 * 1024)] },
  })
  expect(await screen.findByText(/25 MB/)).toBeTruthy()
})

test("a text that will be split says so, and one beyond all limits cannot be sent", async () => {
  open()
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(0))
  fireEvent.change(box(), { target: { value: "a".repeat(2001) } })
  expect(await screen.findByText(/as 2 messages/)).toBeTruthy()
  fireEvent.change(box(), { target: { value: "a".repeat(20_001) } })
  expect(await screen.findByText(/1 characters too many/)).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Send" }).disabled).toBe(true)
})

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

test("the time left to reply is said, amber below two hours", () => {
  open({ window: { state: "open", closes_at: soon(200), locked_at: soon(200) } })
  const line = screen.getByText(/left to reply/).closest<HTMLElement>("[data-amber]")
  expect(line?.textContent).toMatch(/3 h \d+ min/)
  expect(line?.dataset.amber).toBe("false")
})

test("locked, it says why and what remains, and opens by itself when the customer writes", () => {
  const past = soon(-60)
  const locked = aConversation(1, {
    window: { state: "closed", closes_at: past, locked_at: past },
    composer: { locked: true, reason: "window_closed", params: { since: past } },
  })
  const { rerender } = show(<Composer conversation={locked} />)
  expect(screen.queryByRole("textbox")).toBeNull()
  expect(screen.getByTestId("locked").textContent).toMatch(/time to reply/i)
  rerender(<Composer conversation={aConversation(1)} />)
  expect(box()).toBeTruthy()
})

import { screen } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { expect, test, vi } from "vitest"
import type { Message } from "../../api/types"
import { aFile, aMessage, minute } from "../../testing/make"
import { show } from "../../testing/screen"
import { TestServer } from "../../testing/server"
import { keys } from "../caches"
import { ThreadActionsContext } from "./actions"
import { Bubble, onlyEmoji } from "./Bubble"
import { mergeLatest, type Thread } from "./messages"
import { Run } from "./Run"

const ours = (given: Partial<Message> = {}) =>
  aMessage(7, { direction: "out", status: "sent", author: { id: 1, name: "Aoi" }, ...given })
const run = (message: Message) => show(<Run messages={[message]} name="Hanako" picture={null} />)
const text = () => document.body.textContent ?? ""

test("ours says who wrote it and what became of it", () => {
  run(ours({ status: "delivered" }))
  expect(text()).toContain("Aoi")
  expect(screen.getByRole("img", { name: "Delivered" })).toBeTruthy()
})

test("what was written elsewhere says so, without a writer", () => {
  run(ours({ origin: "elsewhere", author: null }))
  expect(text()).toContain("sent on Facebook")
})

test("a deleted message shows neither its text nor its files", () => {
  show(
    <Bubble
      message={aMessage(1, { text: "secret", deleted_at: minute(2), attachments: [aFile(1)] })}
    />,
  )
  expect(text()).toContain("Deleted message")
  expect(text()).not.toContain("secret")
  expect(text()).not.toContain("quote.pdf")
})

test("edited and what cannot be shown are said", () => {
  show(<Bubble message={aMessage(1, { edited_at: minute(2) })} />)
  show(<Bubble message={aMessage(2, { kind: "unsupported", text: "" })} />)
  expect(text()).toMatch(/edited/)
  expect(text()).toMatch(/Kaiwa cannot show this message/)
})

test("reactions are said with their giver", () => {
  show(<Bubble message={aMessage(1, { reactions: [{ emoji: "👍", by: "contact" }] })} />)
  expect(screen.getByTitle("Reaction of the customer").textContent).toContain("👍")
})

test("a quote leads to the message it quotes", async () => {
  const jumpTo = vi.fn()
  const quote = { id: 3, text: "Friday at two?", direction: "out" as const, kind: "text" }
  show(
    <ThreadActionsContext value={{ jumpTo, view: () => undefined, found: null, quotes: false }}>
      <Bubble message={aMessage(9, { reply_to: quote })} />
    </ThreadActionsContext>,
  )
  await userEvent.click(screen.getByRole("button", { name: /Friday at two/ }))
  expect(jumpTo).toHaveBeenCalledWith(3)
})

test("a failure is a sentence, and Retry asks the server again", async () => {
  const message = ours({
    status: "failed",
    error: { code: "contact_unavailable", params: {}, permanent: false },
  })
  const server = new TestServer().on("POST /messages/7/retry", () => ({
    body: ours({ status: "queued" }),
  }))
  const { client } = show(<Bubble message={message} />)
  client.setQueryData(
    keys.thread(1),
    mergeLatest(undefined, { items: [message], has_more: false, has_newer: false }),
  )
  expect(text()).toMatch(/customer/)
  expect(text()).not.toContain("contact_unavailable")
  await userEvent.click(screen.getByRole("button", { name: "Retry" }))
  await vi.waitFor(() =>
    expect(client.getQueryData<Thread>(keys.thread(1))?.items[0]?.status).toBe("queued"),
  )
  expect(server.asked).toHaveLength(1)
})

test("details of a failure can be quoted", async () => {
  show(
    <Bubble
      message={ours({
        status: "failed",
        error: { code: "refused", params: { trace: "AbC" }, permanent: true },
      })}
    />,
  )
  await userEvent.click(screen.getByRole("button", { name: "Details" }))
  expect(text()).toContain("refused")
  expect(text()).toContain("AbC")
})

test.each([
  ["It arrived", true],
  ["It did not arrive: send again", false],
])("where nobody knows whether it was sent, a person says: %s", async (word, sent) => {
  const server = new TestServer().on("POST /messages/7/settle", () => ({ body: ours() }))
  show(<Bubble message={ours({ status: "unknown" })} />)
  await userEvent.click(screen.getByRole("button", { name: word }))
  await vi.waitFor(() => expect(server.bodies("POST /messages/7/settle")).toEqual([{ sent }]))
})

test("files that are not there yet, or never will be, say so", () => {
  const gone = { code: "file_gone", params: {}, permanent: true }
  show(
    <Bubble
      message={aMessage(1, {
        text: "",
        attachments: [
          aFile(1, { state: "pending", url: null }),
          aFile(2, { state: "failed", url: null, error: gone }),
        ],
      })}
    />,
  )
  expect(text()).toContain("Being fetched")
  expect(text()).not.toContain("file_gone")
})

test("up to three emoji alone are drawn large", () => {
  expect(["👍", "❤️❤️", "🙇‍♀️ 🎉"].map(onlyEmoji)).toEqual([true, true, true])
  expect(["👍 ok", "1", "❤️❤️❤️❤️"].map(onlyEmoji)).toEqual([false, false, false])
})

test("a group that came late says so once", () => {
  const messages = [1, 2, 3].map((id) => aMessage(id, { late: true }))
  show(<Run messages={messages} name="Yui" picture={null} />)
  expect(text().match(/received late/g)).toHaveLength(1)
})

test("a message that failed leads to the article about its cause, or to the list of causes", () => {
  const failed = (id: number, code: string) =>
    aMessage(id, {
      direction: "out",
      status: "failed",
      error: { code, params: {}, permanent: true },
    })
  show(<Bubble message={failed(1, "policy_blocked")} />)
  show(<Bubble message={failed(2, "something_new")} />)
  const links = screen.getAllByRole("link", { name: "What to do" })
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "/help/policy",
    "/help/cannot-send",
  ])
})

test("what is not delivered after an hour says so, and nothing of why", () => {
  const ours = (id: number, minutes: number, given: Partial<Message> = {}) =>
    aMessage(id, {
      direction: "out",
      origin: "kaiwa",
      status: "sent",
      sent_at: new Date(Date.now() - minutes * 60_000).toISOString(),
      ...given,
    })
  const run = (message: Message) => show(<Run messages={[message]} name="Yui" picture={null} />)
  run(ours(1, 30))
  run(ours(2, 90, { status: "delivered" }))
  run(ours(3, 90, { origin: "elsewhere" }))
  expect(text()).not.toContain("Not delivered yet")
  run(ours(4, 90))
  expect(text()).toContain("Not delivered yet")
  expect(screen.getByRole("link", { name: "What to do" }).getAttribute("href")).toBe(
    "/help/cannot-send",
  )
})

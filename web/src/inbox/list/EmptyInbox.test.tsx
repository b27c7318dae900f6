import { screen } from "@testing-library/react"
import { afterEach, expect, test, vi } from "vitest"
import { meQuery } from "../../api/me"
import { makeQueryClient } from "../../api/queries"
import { aMe } from "../../testing/make"
import { show } from "../../testing/screen"
import { TestServer } from "../../testing/server"
import { EmptyInbox } from "./EmptyInbox"

afterEach(() => vi.unstubAllGlobals())

function drawn(role: "admin" | "member") {
  new TestServer()
    .on("GET /channels", () => ({ body: [] }))
    .on("GET /members", () => ({
      body: [
        { id: 1, name: "Alice", role: "admin" },
        { id: 2, name: "Bob", role: "member" },
      ],
    }))
  const client = makeQueryClient()
  client.setQueryData(meQuery.queryKey, { ...aMe, member: { ...aMe.member, role } } as typeof aMe)
  show(<EmptyInbox />, client)
}

test("an admin without a channel is led to connecting one", async () => {
  drawn("admin")
  expect(await screen.findByRole("link", { name: "Connect" })).toBeTruthy()
})

test("a member without one reads whom to ask, and is offered nothing that would be refused", async () => {
  drawn("member")
  expect(await screen.findByText(/Ask Alice\./)).toBeTruthy()
  expect(screen.queryByRole("link", { name: "Connect" })).toBeNull()
})

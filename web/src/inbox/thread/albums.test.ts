import { expect, test } from "vitest"
import { aFile, aMessage } from "../../testing/make"
import { albums } from "./albums"

const second = (count: number): string =>
  new Date(Date.UTC(2026, 10, 22) + count * 1000).toISOString()
const picture = (id: number, at: number, given = {}) =>
  aMessage(id, {
    text: "",
    sent_at: second(at),
    attachments: [aFile(id, { kind: "image" })],
    ...given,
  })
const ids = (groups: { id: number }[][]) => groups.map((group) => group.map(({ id }) => id))

test("pictures of one burst are one group", () => {
  expect(ids(albums([picture(1, 0), picture(2, 1), picture(3, 30)]))).toEqual([[1, 2, 3]])
})

test("a text, a later picture, and one with something to say about it stand alone", () => {
  const reacted = picture(5, 3, { reactions: [{ emoji: "❤", by: "contact" }] })
  const groups = albums([picture(1, 0), aMessage(2), picture(3, 1), picture(4, 120), reacted])
  expect(ids(groups)).toEqual([[1], [2], [3], [4], [5]])
})

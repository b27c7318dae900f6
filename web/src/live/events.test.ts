import { expect, test } from "vitest"
import { EventReader } from "./events"

test("events come out whole however the bytes are cut", () => {
  const reader = new EventReader()
  expect(reader.read("event: hello\nda")).toEqual([])
  expect(reader.read('ta: {"at":1}\n')).toEqual([])
  expect(reader.read("\nevent: change\ndata: {}\n\n")).toEqual([
    { event: "hello", data: '{"at":1}' },
    { event: "change", data: "{}" },
  ])
})

test("comments are no events", () => {
  expect(new EventReader().read(": still here\n\n")).toEqual([])
})

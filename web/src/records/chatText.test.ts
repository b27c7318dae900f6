import { expect, test } from "vitest"
import { chatLink, readChat } from "./chatText"

const text = `Messenger · ミナト商会
山田 花子 (…4F2K9Q)
担当: 佐藤 美咲

2026年11月22日(日)
14:05 山田 花子: 在庫は
  ありますか: 青と白
山田 花子さんが変更しました
14:06 佐藤 美咲: はい、ございます
14:08 (削除されたメッセージ)`

test("each side's words are told apart by the name in the heading", () => {
  const said = readChat(text).filter((line) => line.kind === "said")
  expect(said).toEqual([
    {
      kind: "said",
      time: "14:05",
      name: "山田 花子",
      text: "在庫は\nありますか: 青と白",
      theirs: true,
    },
    { kind: "said", time: "14:06", name: "佐藤 美咲", text: "はい、ございます", theirs: false },
  ])
})

test("every other line stands as it is, and empty ones are left out", () => {
  const quiet = readChat(text).flatMap((line) => (line.kind === "quiet" ? [line.text] : []))
  expect(quiet).toEqual([
    "Messenger · ミナト商会",
    "山田 花子 (…4F2K9Q)",
    "担当: 佐藤 美咲",
    "2026年11月22日(日)",
    "山田 花子さんが変更しました",
    "14:08 (削除されたメッセージ)",
  ])
})

test("a note without a heading is no conversation with anybody", () => {
  expect(readChat("")).toEqual([])
  expect(readChat("call back")).toEqual([{ kind: "quiet", text: "call back" }])
})

test("only a line that is a conversation's short link leads there", () => {
  expect(chatLink("https://kaiwa.example/l/7Kq2Xb9d#n3f8aQ4xZ1mT")).toBe("/l/7Kq2Xb9d")
  expect(chatLink("http://127.0.0.1:8000/l/7Kq2Xb9d")).toBe("/l/7Kq2Xb9d")
  expect(chatLink("see https://kaiwa.example/l/7Kq2Xb9d")).toBeNull()
  expect(chatLink("https://kaiwa.example/settings")).toBeNull()
  expect(chatLink("javascript:alert(1)//x/l/7Kq2Xb9d")).toBeNull()
})

import type { Message } from "../src/api/types"
import { at, hours, makeFile, makeMessage, me, minutes } from "./make.ts"
import { english, lines, talk } from "./people.ts"

/** The messages of conversation `id`, oldest first, the last one `end` milliseconds ago. */
export function scene(id: number, end: number, length: number): Message[] {
  if (id === 1000) return everything(id, end)
  if (id === 1001) return dialogue(id, end, english)
  return history(id, end, length)
}

function dialogue(id: number, end: number, said: ["in" | "out", string][]): Message[] {
  return said.map(([direction, text], index) =>
    makeMessage(id, end + minutes(3) * (said.length - 1 - index), { direction, text }),
  )
}

function history(id: number, end: number, length: number): Message[] {
  return Array.from({ length }, (_, index) => {
    const direction = (index * 7 + id) % 5 < 2 ? "out" : "in"
    const text = `${lines[(index * 3 + id) % lines.length]}${index % 13 === 0 ? `\n(${index})` : ""}`
    return makeMessage(id, end + (length - 1 - index) * minutes(37), { direction, text })
  })
}

/** One thread in which every state the screen knows is seen. */
function everything(id: number, end: number): Message[] {
  const ago = (count: number) => end + minutes(count)
  const older = history(id, end + hours(30), 70)
  const start = dialogue(id, end + hours(4), talk)
  const picture = makeMessage(id, ago(120), {
    direction: "out",
    kind: "image",
    attachments: [makeFile("image"), makeFile("image", { width: 800, height: 1200 })],
  })
  const question = makeMessage(id, ago(118), {
    text: "とてもすてきです。リボンを白にできますか?",
    reactions: [{ emoji: "❤️", by: "channel" }],
  })
  return [
    ...older,
    ...start,
    makeMessage(id, ago(121), {
      direction: "event",
      kind: "event",
      text: "",
      code: "referred",
      params: { source: "ad", ad_title: "春のブーケ" },
    }),
    picture,
    question,
    makeMessage(id, ago(116), {
      direction: "out",
      text: "はい、白のリボンでお作りします。追加料金はかかりません。",
      reply_to: { id: question.id, text: question.text, direction: "in", kind: "text" },
      reactions: [{ emoji: "👍", by: "contact" }],
      author: { id: 2, name: "中川 直樹" },
    }),
    makeMessage(id, ago(90), { kind: "voice", attachments: [makeFile("voice")] }),
    makeMessage(id, ago(88), {
      direction: "out",
      text: "Facebookから返信しています。在庫を確認しますね。",
      origin: "elsewhere",
      author: null,
    }),
    makeMessage(id, ago(80), {
      kind: "file",
      attachments: [
        makeFile("file", {
          name: "見積書_2026年11月_花工房株式会社御中_最終版.pdf",
          size: 1_834_221,
        }),
      ],
    }),
    makeMessage(id, ago(74), { text: "数量は12個でお願いします。", edited_at: at(ago(73)) }),
    makeMessage(id, ago(70), { deleted_at: at(ago(69)) }),
    makeMessage(id, ago(60), { kind: "sticker", attachments: [makeFile("sticker")] }),
    makeMessage(id, ago(55), { kind: "unsupported" }),
    makeMessage(id, ago(50), {
      text: "配達の時間を変更したいです。",
      late: true,
      received_at: at(ago(20)),
    }),
    makeMessage(id, ago(40), {
      direction: "out",
      text: "変更できます。何時がよろしいですか?",
      status: "delivered",
    }),
    makeMessage(id, ago(36), {
      direction: "out",
      text: "午前中でしたら9時から12時の間です。",
      status: "sent",
      author: me,
    }),
    makeMessage(id, ago(34), {
      direction: "out",
      text: "念のため、当日の朝にもう一度ご連絡します。",
      status: "failed",
      error: { code: "contact_unavailable", params: { provider_code: 551 }, permanent: false },
    }),
    makeMessage(id, ago(33), {
      direction: "out",
      text: "お待ちしております。",
      status: "unknown",
      error: { code: "unknown_outcome", params: {}, permanent: true },
    }),
    makeMessage(id, ago(12), {
      kind: "image",
      attachments: [makeFile("image", { state: "pending", url: null })],
    }),
    makeMessage(id, ago(9), {
      kind: "video",
      attachments: [
        makeFile("video", {
          state: "failed",
          url: null,
          error: { code: "file_gone", params: {}, permanent: true },
        }),
      ],
    }),
    makeMessage(id, ago(3), {
      text: "すみません、もう一点だけ。\n当日は留守にするかもしれないので、宅配ボックスに入れていただくことはできますか?",
    }),
    makeMessage(id, ago(0), { text: "明日の配達は何時ごろになりますか?" }),
  ]
}

/** What Kaiwa wrote of a conversation, read back: its lines are "14:05 name: text", under a heading. */

export type ChatLine =
  | { kind: "said"; time: string; name: string; text: string; theirs: boolean }
  | { kind: "quiet"; text: string }

const SAID = /^(\d{2}:\d{2}) (.+?): (.*)$/
const TIMED = /^\d{2}:\d{2} /

/** Any line that is not somebody's stands as it is; what follows a line without a gap goes on with it. */
export function readChat(text: string): ChatLine[] {
  const raw = text.split("\n")
  const customer = raw[1]?.split(" · ")[0] ?? ""
  const lines: ChatLine[] = []
  let open: Extract<ChatLine, { kind: "said" }> | null = null
  for (const line of raw) {
    const said = SAID.exec(line)
    if (said) {
      const [, time = "", name = "", words = ""] = said
      open = { kind: "said", time, name, text: words, theirs: name === customer }
      lines.push(open)
    } else if (open && line !== "" && !TIMED.test(line)) open.text += `\n${line}`
    else {
      open = null
      if (line.trim() !== "") lines.push({ kind: "quiet", text: line })
    }
  }
  return lines
}

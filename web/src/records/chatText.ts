/** What Kaiwa wrote of a conversation, read back: its lines are "14:05 name: text", under a heading. */

export type ChatLine =
  | { kind: "said"; time: string; name: string; text: string; theirs: boolean }
  | { kind: "quiet"; text: string }

const SAID = /^(\d{2}:\d{2}) (.+?): (.*)$/
/** Whose conversation it is: "name (…4F2K9Q)", the heading's second line. */
const CUSTOMER = /^(.*) \(…[^()]*\)$/

/** Any line that is not somebody's stands as it is; what is indented goes on with the line before it. */
export function readChat(text: string): ChatLine[] {
  const raw = text.split("\n")
  const customer = CUSTOMER.exec(raw[1] ?? "")?.[1] ?? ""
  const lines: ChatLine[] = []
  let open: Extract<ChatLine, { kind: "said" }> | null = null
  for (const line of raw) {
    const said = SAID.exec(line)
    if (said) {
      const [, time = "", name = "", words = ""] = said
      open = { kind: "said", time, name, text: words, theirs: name === customer }
      lines.push(open)
    } else if (open && line.startsWith("  ")) open.text += `\n${line.slice(2)}`
    else {
      open = null
      if (line.trim() !== "") lines.push({ kind: "quiet", text: line })
    }
  }
  return lines
}

/** The path of a line that is a conversation's short link, and nothing else; null for any other. */
export const chatLink = (line: string): string | null =>
  /^https?:\/\/[^/\s]+(\/l\/[0-9A-Za-z]{1,64})(#\S*)?$/.exec(line)?.[1] ?? null

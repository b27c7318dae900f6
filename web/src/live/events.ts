/** Reads server-sent events from a byte stream. EventSource hides comments and statuses; we need both. */

export interface ServerEvent {
  event: string
  data: string
}

/** Feed it text as it comes; it answers the events that are complete. Comments count only as signs of life. */
export class EventReader {
  private rest = ""

  read(text: string): ServerEvent[] {
    const blocks = (this.rest + text).replaceAll("\r\n", "\n").split("\n\n")
    this.rest = blocks.pop() ?? ""
    return blocks.flatMap((block) => parseBlock(block))
  }
}

function parseBlock(block: string): ServerEvent[] {
  let event = "message"
  const data: string[] = []
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim()
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""))
  }
  return data.length > 0 ? [{ event, data: data.join("\n") }] : []
}

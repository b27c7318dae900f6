/**
 * The messages that a long text becomes, cut where a reader would pause: the server's own cut
 * (kaiwa/conversations/split.py), so that what is announced is what is sent. Letters count as people count them.
 */
const pauses = [/\n\s*\n/g, /\n/g, /(?<=[。！？!?.])\s*/g, /\s+/g]

export function split(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = Array.from(text.trim())
  while (rest.length > limit) {
    const [cut, resume] = pause(rest, limit)
    parts.push(rest.slice(0, cut).join("").trimEnd())
    rest = Array.from(rest.slice(resume).join("").trimStart())
  }
  return rest.length > 0 ? [...parts, rest.join("")] : parts
}

/** Where the first part ends, and where the next begins. */
function pause(letters: string[], limit: number): [number, number] {
  const window = letters.slice(0, limit + 1).join("")
  // Not in the first half: a greeting alone is no message
  const half = letters.slice(0, Math.floor(limit / 2)).join("").length
  for (const pattern of pauses) {
    const last = Array.from(window.matchAll(pattern))
      .filter(({ index }) => index >= half && lengthOf(window.slice(0, index)) <= limit)
      .at(-1)
    if (last)
      return [
        lengthOf(window.slice(0, last.index)),
        lengthOf(window.slice(0, last.index + last[0].length)),
      ]
  }
  return [limit, limit]
}

const lengthOf = (text: string): number => Array.from(text).length

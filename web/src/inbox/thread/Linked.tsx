import { Marked } from "../search/Marked"
import type { Mark } from "../search/marked"

const URL_PATTERN = /https?:\/\/[^\s<>"'、。」』)]+/g
const TRAILING = /[.,;:!?)\]}]+$/

interface Props {
  text: string
  /** What is to stand out. */
  marks?: Mark[]
}

/** Text with its web addresses as links; a stop that ends the sentence is not part of the address. */
export function Linked({ text, marks = [] }: Props) {
  return pieces(text).map((piece) => {
    const shown = <Marked key={piece.at} text={piece.text} marks={marks} at={piece.at} />
    return piece.href ? (
      <a key={piece.at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {shown}
      </a>
    ) : (
      shown
    )
  })
}

export interface Piece {
  at: number
  text: string
  href?: string
}

export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const match of text.matchAll(URL_PATTERN)) {
    const href = match[0].replace(TRAILING, "")
    if (match.index > at) found.push({ at, text: text.slice(at, match.index) })
    found.push({ at: match.index, text: href, href })
    at = match.index + href.length
  }
  if (at < text.length) found.push({ at, text: text.slice(at) })
  return found
}

import { type Mark, parts } from "./marked"

interface Props {
  text: string
  marks: readonly Mark[]
  /** Where the text begins in the whole that the marks count. */
  at?: number
}

/** A text in which what was looked for stands out. */
export function Marked({ text, marks, at = 0 }: Props) {
  if (marks.length === 0) return text
  return parts(text, marks, at).map((part) =>
    part.marked ? <mark key={part.at}>{part.text}</mark> : part.text,
  )
}

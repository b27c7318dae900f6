import type { Snippet } from "../../api/types"

/** Where something stands in a text: from and to, in UTF-16 units, as JavaScript counts. */
export type Mark = [number, number]

/** The API counts code points: an emoji is one there and two here. */
export function inUnits(text: string, marks: readonly (readonly number[])[]): Mark[] {
  const units = [0]
  for (const point of text) units.push((units.at(-1) ?? 0) + point.length)
  const end = text.length
  return marks.map(([from = 0, to = 0]) => [units[from] ?? end, units[to] ?? end])
}

/** A snippet's marks within its own stretch of the text; those beyond it are left out. */
export function marksOf({ text, start, marks }: Snippet): Mark[] {
  const length = Array.from(text).length
  const within = marks
    .map(([from = 0, to = 0]) => [Math.max(0, from - start), Math.min(length, to - start)] as const)
    .filter(([from, to]) => from < to)
  return inUnits(text, within)
}

export interface Part {
  at: number
  text: string
  marked: boolean
}

/** `text`, which begins at `at` of the whole that the marks count, cut where marks begin and end. */
export function parts(text: string, marks: readonly Mark[], at = 0): Part[] {
  const found: Part[] = []
  let done = 0
  const add = (to: number, marked: boolean) => {
    if (to > done) found.push({ at: done, text: text.slice(done, to), marked })
    done = Math.max(done, to)
  }
  for (const [from, to] of marks) {
    if (to - at <= 0 || from - at >= text.length) continue
    add(Math.max(0, from - at), false)
    add(Math.min(text.length, to - at), true)
  }
  add(text.length, false)
  return found
}

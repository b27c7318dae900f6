/**
 * A question asked before a live update and answered after it would put the older state back.
 * So every row that the stream brought is stamped, and an answer gives way to rows newer than its question.
 */
const stamps = new WeakMap<object, number>()

export function stamp<T extends object>(row: T, at = performance.now()): T {
  stamps.set(row, at)
  return row
}

/** Of two states of one row, the cached one if it came after `asked`. */
export function fresher<T extends object>(cached: T | undefined, answered: T, asked: number): T {
  return cached && (stamps.get(cached) ?? 0) > asked ? cached : answered
}

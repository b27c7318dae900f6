/** What a key press in the composer means. */

export interface Press {
  key: string
  shiftKey: boolean
  altKey: boolean
  isComposing: boolean
  keyCode: number
  timeStamp: number
}

/** Safari ends the composition before it reports the Enter that ended it, a few milliseconds apart. */
const SAME_PRESS = 50

/**
 * True for the Enter that sends: not with Shift or Alt (a line break), and not the one that ends a Japanese
 * conversion: while composing, with the key code browsers give to an IME's keys, or right after its end.
 */
export function sends(press: Press, compositionEndedAt: number): boolean {
  if (press.key !== "Enter" || press.shiftKey || press.altKey) return false
  if (press.isComposing || press.keyCode === 229) return false
  return press.timeStamp - compositionEndedAt > SAME_PRESS
}

import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"
import { sends } from "./enter"
import type { Mode } from "./mode"

interface Props {
  ref: RefObject<HTMLTextAreaElement | null>
  mode: Mode
  text: string
  onText: (text: string) => void
  onSend: () => void
  /** Alt with an arrow up or down: another message to answer. */
  onOther: (step: 1 | -1) => void
}

/** One line that grows to eight, in which Enter sends, but not the Enter of a conversion. */
export function TextBox({ ref, mode, text, onText, onSend, onOther }: Props) {
  const { t } = useWords()
  const compositionEndedAt = useRef(Number.NEGATIVE_INFINITY)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const box = ref.current
    if (!box) return
    box.style.height = "auto"
    box.style.height = `${box.scrollHeight}px`
  }, [text, ref])
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, altKey, timeStamp, keyCode, nativeEvent } = event
    if (altKey && (key === "ArrowUp" || key === "ArrowDown")) {
      event.preventDefault()
      return onOther(key === "ArrowUp" ? -1 : 1)
    }
    if (
      !sends(
        { key, shiftKey, altKey, timeStamp, keyCode, isComposing: nativeEvent.isComposing },
        compositionEndedAt.current,
      )
    )
      return
    // On a touch keyboard Enter is the only way to a new line, and the button is under the thumb
    if (window.matchMedia("(pointer: coarse)").matches && !event.metaKey && !event.ctrlKey) return
    event.preventDefault()
    onSend()
  }
  return (
    <textarea
      ref={ref}
      className={classes.text}
      rows={1}
      value={text}
      data-composer
      aria-label={t(mode === "note" ? "composer:note_label" : "composer:label")}
      placeholder={t(mode === "note" ? "composer:note_placeholder" : "composer:placeholder")}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={press}
      onCompositionEnd={(event) => {
        compositionEndedAt.current = event.timeStamp
      }}
      // The key that ended it is up again: the next one is a press of its own, however soon
      onKeyUp={() => {
        compositionEndedAt.current = Number.NEGATIVE_INFINITY
      }}
    />
  )
}

import { IconMoodSmile } from "@tabler/icons-react"
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"

const load = () => import("./EmojiPicker")
const EmojiPicker = lazy(load)

interface Props {
  box: RefObject<HTMLTextAreaElement | null>
  onText: (text: string) => void
}

export function EmojiButton({ box, onText }: Props) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  useOutside(root, opened, () => setOpened(false))
  const insert = (emoji: string) => {
    const field = box.current
    if (!field) return
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, "end")
    onText(field.value)
  }
  const close = () => {
    setOpened(false)
    box.current?.focus()
  }
  return (
    <span ref={root} className={classes.emoji}>
      <button
        type="button"
        className={classes.tool}
        onPointerEnter={() => void load()}
        onClick={() => (opened ? close() : setOpened(true))}
        aria-expanded={opened}
        aria-label={t("composer:emoji")}
        title={t("composer:emoji")}
      >
        <IconMoodSmile size={20} stroke={1.7} />
      </button>
      {opened && (
        <Suspense>
          <EmojiPicker onPick={insert} onClose={close} />
        </Suspense>
      )}
    </span>
  )
}

function useOutside(root: RefObject<Element | null>, active: boolean, leave: () => void): void {
  const latest = useRef(leave)
  latest.current = leave
  useEffect(() => {
    if (!active) return
    const press = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) latest.current()
    }
    window.addEventListener("pointerdown", press)
    return () => window.removeEventListener("pointerdown", press)
  }, [root, active])
}

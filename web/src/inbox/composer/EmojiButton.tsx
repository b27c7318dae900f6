import { Popover } from "@mantine/core"
import { IconMoodSmile } from "@tabler/icons-react"
import { lazy, type RefObject, Suspense, useState } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"

const EmojiPicker = lazy(() => import("./EmojiPicker"))

interface Props {
  box: RefObject<HTMLTextAreaElement | null>
  onText: (text: string) => void
}

export function EmojiButton({ box, onText }: Props) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
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
    <Popover
      opened={opened}
      onChange={(shown) => (shown ? setOpened(true) : close())}
      position="top-start"
      shadow="md"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.tool}
          onClick={() => setOpened(!opened)}
          aria-label={t("composer:emoji")}
          title={t("composer:emoji")}
        >
          <IconMoodSmile size={20} stroke={1.7} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <Suspense fallback={null}>
          <EmojiPicker onPick={insert} onClose={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

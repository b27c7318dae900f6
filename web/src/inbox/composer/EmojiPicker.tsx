import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { recall, remember } from "../../browser/storage"
import { useWords } from "../../i18n/useWords"
import classes from "./EmojiPicker.module.css"
import { emojiGroups } from "./emoji"

const COLUMNS = 8

/** Arrows move, Enter picks, Escape goes back to the text; the ones used last come first. */
export default function EmojiPicker({
  onPick,
  onClose,
}: {
  onPick: (emoji: string) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const [recent] = useState(() => recall<string[]>("emoji", []))
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector("button")?.focus(), [])
  const pick = (emoji: string) => {
    remember(
      "emoji",
      [emoji, ...recall<string[]>("emoji", []).filter((one) => one !== emoji)].slice(0, 16),
    )
    onPick(emoji)
  }
  const groups = [
    ...(recent.length > 0 ? [{ word: "recent", emoji: recent }] : []),
    ...emojiGroups.map(({ word, emoji }) => ({ word, emoji: emoji.split(" ") })),
  ]
  return (
    <div
      ref={root}
      role="dialog"
      aria-label={t("composer:emoji")}
      className={classes.picker}
      onKeyDown={(event) => move(event, onClose)}
    >
      {groups.map(({ word, emoji }) => (
        <section key={word} aria-label={t(`composer:emoji_group.${word}`)}>
          <h3 className={classes.title}>{t(`composer:emoji_group.${word}`)}</h3>
          <div className={classes.grid}>
            {emoji.map((one) => (
              <button key={one} type="button" className={classes.emoji} onClick={() => pick(one)}>
                {one}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function move(event: KeyboardEvent<HTMLDivElement>, onClose: () => void): void {
  if (event.key === "Escape") {
    event.stopPropagation()
    onClose()
    return
  }
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const all = Array.from(event.currentTarget.querySelectorAll("button"))
  const at = all.indexOf(document.activeElement as HTMLButtonElement)
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus()
}

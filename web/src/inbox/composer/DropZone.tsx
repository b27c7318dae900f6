import { useEffect, useRef, useState } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"

/** Files dropped anywhere on the conversation are attached; while one is dragged over the page, that is said. */
export function DropZone({ onDrop }: { onDrop: (files: Iterable<File>) => void }) {
  const { t } = useWords()
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  useEffect(() => {
    const files = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false
    const move = (step: number) => (event: DragEvent) => {
      if (!files(event)) return
      depth.current = Math.max(0, depth.current + step)
      setOver(depth.current > 0)
    }
    const [enter, leave] = [move(1), move(-1)]
    const allow = (event: DragEvent) => files(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      depth.current = 0
      setOver(false)
      if (!files(event)) return
      event.preventDefault()
      onDrop(Array.from(event.dataTransfer?.files ?? []))
    }
    window.addEventListener("dragenter", enter)
    window.addEventListener("dragleave", leave)
    window.addEventListener("dragover", allow)
    window.addEventListener("drop", drop)
    return () => {
      window.removeEventListener("dragenter", enter)
      window.removeEventListener("dragleave", leave)
      window.removeEventListener("dragover", allow)
      window.removeEventListener("drop", drop)
    }
  }, [onDrop])
  return over ? <div className={classes.drop}>{t("composer:drop")}</div> : null
}

import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import { IconThumbDown, IconTrophy } from "@tabler/icons-react"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import classes from "./Board.module.css"

/** How a deal ends: there while one is dragged. By keyboard and touch it is in the list of places. */
export function Ends({ shown }: { shown: boolean }) {
  return (
    <div className={classes.ends} data-shown={shown} aria-hidden>
      <End end="won" />
      <End end="lost" />
    </div>
  )
}

function End({ end }: { end: "won" | "lost" }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const target = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = target.current
    if (!element) return
    return dropTargetForElements({
      element,
      getData: () => ({ end }),
      canDrop: ({ source }) => "deal" in source.data,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [end])
  const Icon = end === "won" ? IconTrophy : IconThumbDown
  return (
    <div ref={target} className={classes.end} data-end={end} data-over={over}>
      <Icon size={18} stroke={1.7} aria-hidden />
      {t(`crm:status.${end}`)}
    </div>
  )
}

import type { KeyboardEvent, PointerEvent } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./ListResizer.module.css"
import { NARROWEST, WIDEST } from "./useListWidth"

/** The edge between list and thread: dragged, or moved by the arrow keys. */
export function ListResizer({
  width,
  setWidth,
}: {
  width: number
  setWidth: (width: number) => void
}) {
  const { t } = useWords()
  const drag = (start: PointerEvent<HTMLDivElement>) => {
    const edge = start.currentTarget
    const from = width - start.clientX
    edge.setPointerCapture(start.pointerId)
    const move = (event: globalThis.PointerEvent) => setWidth(from + event.clientX)
    edge.addEventListener("pointermove", move)
    edge.addEventListener(
      "lostpointercapture",
      () => edge.removeEventListener("pointermove", move),
      { once: true },
    )
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -20, ArrowRight: 20 }[event.key]
    if (step !== undefined) setWidth(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      className={classes.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t("list:resize")}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
    />
  )
}

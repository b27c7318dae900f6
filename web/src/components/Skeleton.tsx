import type { CSSProperties } from "react"
import classes from "./Skeleton.module.css"

interface Props {
  width?: CSSProperties["width"]
  height?: CSSProperties["height"]
  round?: boolean
}

/** A grey bar where something is about to be. It appears only after 300 ms, so quick answers never flash. */
export function Skeleton({ width = "100%", height = 12, round = false }: Props) {
  return <span className={classes.bar} data-round={round} style={{ width, height }} aria-hidden />
}

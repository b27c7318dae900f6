import type { RefObject } from "react"
import { Edge } from "./Edge"
import type { Edge as End } from "./useThread"

interface Props {
  box: RefObject<HTMLDivElement | null>
  count: number
  newer: End
}

const AHEAD = "0px 0px 800px 0px"

/** The lower end of what is loaded around a message, where newer ones follow. */
export function NewerEdge({ box, count, newer }: Props) {
  return <Edge box={box} count={count} end={newer} ahead={AHEAD} more />
}

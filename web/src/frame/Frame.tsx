import type { ReactNode } from "react"
import { ConnectionBar } from "./ConnectionBar"
import classes from "./Frame.module.css"
import { Rail } from "./Rail"

/** The rail, the bar that says when the connection is gone, and the screen. */
export function Frame({ children, bare = false }: { children: ReactNode; bare?: boolean }) {
  return (
    <div className={classes.frame} data-bare={bare}>
      <Rail />
      <div className={classes.column}>
        <ConnectionBar />
        <main className={classes.screen}>{children}</main>
      </div>
    </div>
  )
}

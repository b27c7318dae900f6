import type { ReactNode } from "react"
import { ConnectionBar } from "./ConnectionBar"
import classes from "./Frame.module.css"
import { Rail } from "./Rail"
import { UnsentBar } from "./UnsentBar"

/** The rail, the bars that say when the connection is gone or something waits unsent, and the screen. */
export function Frame({ children, bare = false }: { children: ReactNode; bare?: boolean }) {
  return (
    <div className={classes.frame} data-bare={bare}>
      <Rail />
      <div className={classes.column}>
        <ConnectionBar />
        <UnsentBar />
        <main className={classes.screen}>{children}</main>
      </div>
    </div>
  )
}

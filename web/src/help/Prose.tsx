import type { MouseEvent } from "react"
import { useLocation } from "wouter"
import classes from "./Prose.module.css"

/** The text of an article. Links to other articles stay within the page. */
export function Prose({ html }: { html: string }) {
  const [, go] = useLocation()
  const follow = (event: MouseEvent) => {
    const address = (event.target as Element).closest("a")?.getAttribute("href")
    const apart = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
    if (!address?.startsWith("/") || apart) return
    event.preventDefault()
    go(address)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click of it
    // biome-ignore lint/a11y/noStaticElementInteractions: the links within are what is clicked
    <div className={classes.prose} onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
  )
}

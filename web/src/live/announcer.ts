import type { Doing } from "../api/types"
import type { StreamNews } from "./stream"

/** Where a tab is, and what is done there. */
export interface At {
  conversation: number
  doing: Doing
}

/** Walking through the list with j and k is not looking. */
const SETTLED = 300

const doings: Doing[] = ["looking", "noting", "replying"]

/** Tells the server what all tabs of one stream are at: when that changes, and when a tab says it again. */
export class Announcer {
  private readonly tabs = new Map<unknown, At>()
  private stream = ""
  private csrf = ""
  private timer: ReturnType<typeof setTimeout> | undefined
  private told = false

  hear(news: StreamNews): void {
    if (news.type !== "open" && news.type !== "down") return
    this.stream = news.type === "open" ? news.stream : ""
    // What was told ended with the stream before
    this.told = false
    if (this.tabs.size > 0) this.soon()
  }

  put(tab: unknown, at: At | null, csrf: string): void {
    this.csrf = csrf
    if (at) this.tabs.set(tab, at)
    else this.tabs.delete(tab)
    this.soon()
  }

  drop(tab: unknown): void {
    if (this.tabs.delete(tab)) this.soon()
  }

  private soon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.say(), SETTLED)
  }

  private say(): void {
    if (this.stream === "" || (this.tabs.size === 0 && !this.told)) return
    this.told = this.tabs.size > 0
    const body = JSON.stringify({ stream: this.stream, looking: this.looking() })
    // A courtesy: when it fails, colleagues do not see it, and nothing else is lost
    fetch("/api/v1/presence", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
      body,
    }).catch(() => undefined)
  }

  /** Two tabs at one conversation are one reader, who does there what is done most. */
  private looking(): At[] {
    const found = new Map<number, At>()
    for (const at of this.tabs.values()) {
      const known = found.get(at.conversation)
      if (!known || doings.indexOf(at.doing) > doings.indexOf(known.doing))
        found.set(at.conversation, at)
    }
    return [...found.values()].slice(0, 20)
  }
}

import { useEffect } from "react"
import type { Doing } from "../../api/types"
import type { At } from "../../live/announcer"
import type { Mode } from "../composer/mode"

/** What this tab tells of itself: the conversation that is open, and whether something is being typed there. */

/** Without a key pressed for so long, nobody types any more. */
const TYPING_ENDS = 6_000
/** The server believes a word on typing for ten seconds, and one on looking for fifteen minutes. */
const TYPING_AGAIN = 5_000
const LOOKING_AGAIN = 5 * 60_000
/** A tab in the background is looked at again soon, or not. */
const HIDDEN_FOR_LONG = 60_000

type Tell = (at: At | null) => void

class Attendance {
  private tell: Tell | null = null
  private conversation: number | null = null
  private doing: Doing = "looking"
  private away = false
  private saidAt = 0
  private typing: ReturnType<typeof setTimeout> | undefined

  connect(tell: Tell | null): void {
    this.tell = tell
    if (tell && this.conversation !== null) this.say()
  }

  open(conversation: number): void {
    this.conversation = conversation
    this.doing = "looking"
    this.say()
  }

  leave(conversation: number): void {
    if (this.conversation !== conversation) return
    clearTimeout(this.typing)
    this.conversation = null
    this.say()
  }

  typed(mode: Mode): void {
    clearTimeout(this.typing)
    this.typing = setTimeout(() => this.stopped(), TYPING_ENDS)
    const doing = mode === "note" ? "noting" : "replying"
    if (this.doing === doing && Date.now() - this.saidAt < TYPING_AGAIN) return
    this.doing = doing
    this.say()
  }

  stopped(): void {
    clearTimeout(this.typing)
    if (this.doing === "looking") return
    this.doing = "looking"
    this.say()
  }

  /** The tab was hidden for long, or is in front again. */
  absent(away: boolean): void {
    if (this.away === away) return
    this.away = away
    this.say()
  }

  /** Somebody is there: a key, a click. */
  active(): void {
    if (this.conversation !== null && Date.now() - this.saidAt > LOOKING_AGAIN) this.say()
  }

  private say(): void {
    this.saidAt = Date.now()
    const { conversation, doing, away } = this
    this.tell?.(conversation === null || away ? null : { conversation, doing })
  }
}

export const attendance = new Attendance()

/** Tells colleagues that this conversation is looked at here, for as long as it is. */
export function useAttendance(conversation: number): void {
  useEffect(() => {
    attendance.open(conversation)
    return () => attendance.leave(conversation)
  }, [conversation])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => attendance.absent(true), HIDDEN_FOR_LONG)
      else attendance.absent(false)
    }
    const active = () => attendance.active()
    look()
    document.addEventListener("visibilitychange", look)
    window.addEventListener("pointerdown", active)
    window.addEventListener("keydown", active)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", look)
      window.removeEventListener("pointerdown", active)
      window.removeEventListener("keydown", active)
    }
  }, [])
}

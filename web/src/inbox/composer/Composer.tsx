import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import type { Conversation } from "../../api/types"
import { useNow } from "../../browser/now"
import { keys } from "../caches"
import { TypingLine } from "../together/TypingLine"
import { useChannel } from "../useChannels"
import { timeLeft } from "../window"
import classes from "./Composer.module.css"
import { Editor } from "./Editor"
import { LockedPanel } from "./LockedPanel"
import { ModeSwitch } from "./ModeSwitch"
import { useMode } from "./mode"
import { StalePanel } from "./StalePanel"
import { WindowLine } from "./WindowLine"

/** Not on the stroke: clocks differ a little. */
const LATER = 500

/** Where a reply is written, or why none can be; and notes to colleagues in any case. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { composer, window } = conversation
  const limits = useChannel(conversation.channel.id)?.capabilities
  const left = timeLeft(window, useNow(15_000))
  const expired = left !== null && left <= 0
  const locked = composer.locked || expired
  const mode = useMode(conversation.id)
  useAskAgain(conversation)
  return (
    <div className={classes.composer}>
      <div className={classes.column}>
        <StalePanel conversation={conversation.id} locked={locked} />
        <div className={classes.above}>
          <ModeSwitch conversation={conversation.id} />
          {mode === "reply" && !locked && <WindowLine window={window} left={left} />}
          <TypingLine conversation={conversation.id} />
        </div>
        {mode === "reply" && locked ? (
          <LockedPanel conversation={conversation} limits={limits} />
        ) : (
          <Editor key={mode} conversation={conversation} mode={mode} limits={limits} />
        )}
      </div>
    </div>
  )
}

/** At the end of the window the server knows what comes after it: nothing, or seven days by hand. */
function useAskAgain({ id, composer, window }: Conversation): void {
  const client = useQueryClient()
  const end = composer.locked ? null : window.closes_at
  useEffect(() => {
    if (end === null) return
    const left = Math.max(0, new Date(end).getTime() - Date.now())
    const ask = () => void client.invalidateQueries({ queryKey: keys.conversation(id) })
    const timer = setTimeout(ask, left + LATER)
    return () => clearTimeout(timer)
  }, [client, id, end])
}

import { IconArchive, IconArchiveOff } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import type { Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { keys } from "../caches"
import type { Thread } from "../thread/messages"
import classes from "./Handling.module.css"
import { useHandling } from "./useHandling"

/** Closes the conversation, or opens it again (INB-22, INB-25). */
export function CloseButton({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const client = useQueryClient()
  const { close, reopen } = useHandling()
  const { id, closed_at } = conversation
  const closed = closed_at !== null
  const act = () => {
    if (closed) return reopen.mutate({ ids: [id] })
    // What came meanwhile and is not on the screen yet would be closed unread
    const seen = client.getQueryData<Thread>(keys.thread(id))?.items.map((message) => message.id)
    close.mutate({ ids: [id], seen: (seen && Math.max(0, ...seen)) || undefined })
  }
  const Icon = closed ? IconArchiveOff : IconArchive
  const words = closed ? t("handling:reopen") : t("handling:close")
  return (
    <button
      type="button"
      className={classes.close}
      data-shortcut="close"
      disabled={close.isPending || reopen.isPending}
      onClick={act}
      aria-label={words}
      title={`${words} (e)`}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={classes.label}>{words}</span>
    </button>
  )
}

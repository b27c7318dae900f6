import { IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useContext, useState } from "react"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Message } from "../../api/types"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { useWords } from "../../i18n/useWords"
import { dropMessage } from "../caches"
import { FreshContext } from "./actions"
import classes from "./Bubble.module.css"
import { Linked } from "./Linked"
import { Media } from "./media/Media"

/** What a colleague wrote for colleagues. Its writer can take it back. */
export function NoteBubble({ note }: { note: Message }) {
  const { t } = useWords()
  const client = useQueryClient()
  const mine = useMe().member?.id === note.author?.id
  const fresh = useContext(FreshContext)
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.delete(`/notes/${note.id}`)
    dropMessage(client, note)
  }
  return (
    <div
      className={classes.note}
      data-message={note.id}
      data-fresh={fresh.has(note.id)}
      data-testid="note"
    >
      {note.text && (
        <div className={classes.bubble}>
          <Linked text={note.text} />
        </div>
      )}
      {note.attachments.length > 0 && <Media attachments={note.attachments} ours />}
      {mine && (
        <button
          type="button"
          className={classes.action}
          onClick={() => setAsking(true)}
          aria-label={t("thread:delete_note")}
          title={t("thread:delete_note")}
        >
          <IconTrash size={17} stroke={1.8} />
        </button>
      )}
      {asking && (
        <ConfirmDialog
          opened
          onClose={() => setAsking(false)}
          title={t("thread:delete_note_title")}
          confirm={t("thread:delete_note")}
          onConfirm={remove}
        >
          {t("thread:delete_note_text")}
        </ConfirmDialog>
      )}
    </div>
  )
}

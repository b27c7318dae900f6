import { IconPencil, IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { ConfirmDialog } from "../components/ConfirmDialog"
import tool from "../components/IconTool.module.css"
import { refreshRecords } from "../crm/caches"
import classes from "./Feed.module.css"

interface Props {
  id: number
  onEdit: () => void
}

/** Change a note or take it away, at its corner. */
export function NoteActs({ id, onEdit }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.delete(`/crm-notes/${id}`)
    await refreshRecords(client)
  }
  return (
    <span className={classes.acts}>
      <button
        type="button"
        className={tool.tool}
        aria-label={t("crm:note.edit")}
        title={t("crm:note.edit")}
        onClick={onEdit}
      >
        <IconPencil size={16} aria-hidden />
      </button>
      <button
        type="button"
        className={tool.tool}
        aria-label={t("crm:note.delete")}
        title={t("crm:note.delete")}
        onClick={() => setAsking(true)}
      >
        <IconTrash size={16} aria-hidden />
      </button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("crm:note.delete_title")}
        confirm={t("crm:note.delete")}
        onConfirm={remove}
      >
        <p>{t("crm:note.delete_text")}</p>
      </ConfirmDialog>
    </span>
  )
}

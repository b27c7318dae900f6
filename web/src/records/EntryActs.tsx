import { IconPencil, IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { ConfirmDialog } from "../components/ConfirmDialog"
import tool from "../components/IconTool.module.css"
import { refreshRecords } from "../crm/caches"
import classes from "./Activity.module.css"

interface Props {
  path: string
  noun: "activity" | "file"
  onEdit?: () => void
}

/** Change an activity, take it or a file away, at its corner. */
export function EntryActs({ path, noun, onEdit }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await api.delete(path)
    await refreshRecords(client)
  }
  return (
    <span className={classes.acts}>
      {onEdit && (
        <button
          type="button"
          className={tool.tool}
          aria-label={t("activities:change")}
          title={t("activities:change")}
          onClick={onEdit}
        >
          <IconPencil size={16} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={tool.tool}
        aria-label={t(`activities:delete_${noun}`)}
        title={t(`activities:delete_${noun}`)}
        onClick={() => setAsking(true)}
      >
        <IconTrash size={16} aria-hidden />
      </button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`activities:delete_${noun}_title`)}
        confirm={t(`activities:delete_${noun}`)}
        onConfirm={remove}
      >
        <p>{t(`activities:delete_${noun}_text`)}</p>
      </ConfirmDialog>
    </span>
  )
}

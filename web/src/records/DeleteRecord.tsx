import { Button } from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import { ConfirmDialog } from "../components/ConfirmDialog"
import { toast } from "../components/toast"
import { refreshRecords } from "../crm/caches"
import type { Kind } from "../crm/types"
import classes from "./Record.module.css"

interface Props {
  kind: Kind
  record: { id: number; may: { decide: boolean } }
  title: string
}

/** For its owner and admins: away for everybody, and for 30 days an admin can bring it back. */
export function DeleteRecord({ kind, record, title }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [asking, setAsking] = useState(false)
  if (!record.may.decide) return null
  const remove = async () => {
    await api.delete(`/${kind}s/${record.id}`)
    go(`/${kind}s`)
    toast({ text: t("board:delete.done", { title }) })
    await refreshRecords(client)
  }
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="xs"
        className={classes.delete}
        leftSection={<IconTrash size={15} />}
        onClick={() => setAsking(true)}
      >
        {t("board:delete.do")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("board:delete.title", { title })}
        confirm={t("board:delete.do")}
        onConfirm={remove}
      >
        <p>{t(`board:delete.text.${kind}`)}</p>
      </ConfirmDialog>
    </>
  )
}

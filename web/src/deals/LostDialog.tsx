import { TextInput } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "../components/ConfirmDialog"

interface Props {
  opened: boolean
  title: string
  onClose: () => void
  onLost: (reason: string) => Promise<unknown> | unknown
}

/** Asks why, and takes no answer for one. */
export function LostDialog({ opened, title, onClose, onLost }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState("")
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("crm:deal.lose_title", { title })}
      confirm={t("crm:deal.lose")}
      onConfirm={() => onLost(reason.trim())}
    >
      <TextInput
        data-autofocus
        label={t("crm:deal.reason")}
        description={t("crm:deal.reason_hint")}
        maxLength={255}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  )
}

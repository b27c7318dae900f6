import { Button, TextInput } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "../components/ConfirmDialog"

interface Props {
  title: string
  onLost: (reason: string) => Promise<unknown>
}

/** Asks why, and takes no answer for one. */
export function LostButton({ title, onLost }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState("")
  return (
    <>
      <Button variant="light" color="red" onClick={() => setAsking(true)}>
        {t("crm:deal.lose")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
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
    </>
  )
}

import { NativeSelect } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ConfirmDialog } from "../../components/ConfirmDialog"

interface Props {
  question: string
  places: { value: string; label: string }[]
  onRemove: (moveTo: string) => Promise<unknown>
  onClose: () => void
}

/** Nothing that is being sold goes with a stage: it goes where somebody says. */
export function RemoveDialog({ question, places, onRemove, onClose }: Props) {
  const { t } = useTranslation()
  const [to, choose] = useState(places[0]?.value ?? "")
  return (
    <ConfirmDialog
      opened
      title={question}
      confirm={t("board:settings.remove_do")}
      onConfirm={() => onRemove(to)}
      onClose={onClose}
    >
      <p>{t("board:settings.remove_text")}</p>
      <NativeSelect
        label={t("board:settings.move_to")}
        value={to}
        data={places}
        onChange={(event) => choose(event.currentTarget.value)}
      />
    </ConfirmDialog>
  )
}

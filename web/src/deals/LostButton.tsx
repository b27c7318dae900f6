import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { LostDialog } from "./LostDialog"

interface Props {
  title: string
  onLost: (reason: string) => Promise<unknown>
}

export function LostButton({ title, onLost }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="light" color="red" onClick={() => setAsking(true)}>
        {t("crm:deal.lose")}
      </Button>
      <LostDialog opened={asking} title={title} onClose={() => setAsking(false)} onLost={onLost} />
    </>
  )
}

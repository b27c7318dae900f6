import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { ConfirmDialog } from "../../../components/ConfirmDialog"
import type { Link, Panel } from "./types"
import { usePanelAct } from "./usePanel"

interface Props {
  conversation: number
  link: Link
  title: string
  opened: boolean
  onClose: () => void
}

/** H-12: from now on nothing goes there, and what was written stays. */
export function UnlinkDialog({ conversation, link, title, opened, onClose }: Props) {
  const { t } = useTranslation()
  const act = usePanelAct(conversation)
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("panel:unlink.title", { title })}
      confirm={t("panel:unlink.confirm")}
      onConfirm={() => act(() => api.delete<Panel>(`/crm-links/${link.id}`))}
    >
      <p>{t("panel:unlink.goes")}</p>
      <p>{t("panel:unlink.stays")}</p>
    </ConfirmDialog>
  )
}

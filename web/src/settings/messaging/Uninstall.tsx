import { ActionIcon } from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { toast } from "../../components/toast"
import type { Leaving, Provider, Removable } from "../types"
import { useLeaving } from "./useLeaving"

interface Props {
  provider: Provider
  removable: Removable
  onLeft: (names: string[]) => void
}

/** FB-17, FAQ-11: any admin uninstalls, also what a colleague keeps to themselves. */
export function Uninstall({ provider, removable, onLeft }: Props) {
  const { t } = useTranslation()
  const { member } = useMe()
  const [asking, setAsking] = useState(false)
  const leave = useLeaving(onLeft)
  const { id, installer, visibility } = removable
  const params = { provider: provider.label, installer: installer.name }
  const uninstall = async () => {
    await leave(api.delete<Leaving>(`/connections/${id}`))
    toast({ text: t("settings:uninstall.done", params) })
  }
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("settings:uninstall.open", params)}
        title={t("settings:uninstall.open", params)}
        onClick={() => setAsking(true)}
      >
        <IconTrash size={20} stroke={1.7} />
      </ActionIcon>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("settings:uninstall.title", params)}
        confirm={t("settings:uninstall.confirm")}
        onConfirm={uninstall}
      >
        <p>{t("settings:uninstall.goes", params)}</p>
        {installer.id !== member?.id && visibility === "private" ? (
          <p>{t("settings:uninstall.private_of", params)}</p>
        ) : (
          <p>{t("settings:uninstall.stays", params)}</p>
        )}
      </ConfirmDialog>
    </>
  )
}

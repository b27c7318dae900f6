import { ActionIcon } from "@mantine/core"
import { IconUnlink } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { toast } from "../../components/toast"
import type { Leaving, Provider } from "../types"
import { useLeaving } from "./useLeaving"

interface Props {
  channel: Channel
  provider: Provider
  onLeft: (names: string[]) => void
}

/** Lets one Page go and keeps the others. */
export function Disconnect({ channel, provider, onLeft }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const leave = useLeaving(onLeft)
  const params = { name: channel.name, provider: provider.label }
  const disconnect = async () => {
    await leave(api.post<Leaving>(`/channels/${channel.id}/disconnect`))
    toast({ text: t("settings:disconnect.done", params) })
  }
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("settings:disconnect.open", params)}
        title={t("settings:disconnect.open", params)}
        onClick={() => setAsking(true)}
      >
        <IconUnlink size={17} stroke={1.7} />
      </ActionIcon>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("settings:disconnect.title", params)}
        confirm={t("settings:disconnect.confirm")}
        onConfirm={disconnect}
      >
        <p>{t("settings:disconnect.goes", params)}</p>
        <p>{t("settings:disconnect.stays", params)}</p>
      </ConfirmDialog>
    </>
  )
}

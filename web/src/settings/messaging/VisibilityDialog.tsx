import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { Tick } from "../../components/Tick"
import type { Connection, Visibility } from "../types"
import classes from "./Messaging.module.css"
import { useAccessChanged } from "./useAccessChanged"

/** H-04: what is about to be private would still be read in the CRM, unless that ends too. */
export function VisibilityDialog(props: {
  connection: Connection
  to: Visibility
  opened: boolean
  onClose: () => void
}) {
  const { connection, to, opened, onClose } = props
  const { t } = useTranslation()
  const changed = useAccessChanged()
  const [stop, setStop] = useState(true)
  const path = `/connections/${connection.id}`
  const { data: written, isPending } = useQuery({
    queryKey: ["transcripts", connection.id],
    queryFn: () => api.get<{ conversations: number }>(`${path}/crm-transcripts`),
    enabled: opened && to === "private",
    staleTime: 0,
  })
  const count = to === "private" ? (written?.conversations ?? 0) : 0
  const change = async () => {
    if (count > 0 && stop) await api.delete(`${path}/crm-transcripts`)
    await api.patch(path, { visibility: to })
    await changed()
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t(`settings:visibility.to_${to}_title`)}
      confirm={t(`settings:visibility.to_${to}`)}
      color="indigo"
      ready={to !== "private" || !isPending}
      onConfirm={change}
    >
      <p>{t(`settings:visibility.to_${to}_text`)}</p>
      {count > 0 && (
        <div className={classes.transcripts}>
          <p>{t("settings:visibility.transcripts", { count })}</p>
          <Tick
            checked={stop}
            onChange={setStop}
            label={t("settings:visibility.stop_transcripts")}
            description={t("settings:visibility.stop_transcripts_hint")}
          />
        </div>
      )}
    </ConfirmDialog>
  )
}

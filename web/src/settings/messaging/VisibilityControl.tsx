import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import type { Connection, Visibility } from "../types"
import classes from "./Messaging.module.css"
import { useAccessChanged } from "./useAccessChanged"
import { VisibilityWord } from "./VisibilityWord"

/** FAQ-12: its installer changes who sees it; everybody else sees who that is. */
export function VisibilityControl({ connection }: { connection: Connection }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const changed = useAccessChanged()
  const [asking, setAsking] = useState(false)
  const { id, visibility, installer } = connection
  const mine = installer.id === member?.id
  const other: Visibility = visibility === "private" ? "shared" : "private"
  const change = async () => {
    await api.patch(`/connections/${id}`, { visibility: other })
    await changed()
  }
  return (
    <div className={classes.visibilityLine}>
      <VisibilityWord visibility={visibility} />
      <span className={classes.visibilityHint}>
        {mine
          ? t(`settings:visibility.${visibility}_hint`)
          : t("settings:visibility.fixed", { installer: installer.name })}
      </span>
      {mine && (
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {t(`settings:visibility.to_${other}`)}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(`settings:visibility.to_${other}_title`)}
        confirm={t(`settings:visibility.to_${other}`)}
        color="indigo"
        onConfirm={change}
      >
        <p>{t(`settings:visibility.to_${other}_text`)}</p>
      </ConfirmDialog>
    </div>
  )
}

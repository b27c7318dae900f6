import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import type { Connection, Visibility } from "../types"
import classes from "./Messaging.module.css"
import { VisibilityDialog } from "./VisibilityDialog"
import { VisibilityWord } from "./VisibilityWord"

/** FAQ-12: its installer changes who sees it; everybody else sees who that is. */
export function VisibilityControl({ connection }: { connection: Connection }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const [asking, setAsking] = useState(false)
  const { visibility, installer } = connection
  const mine = installer.id === member?.id
  const other: Visibility = visibility === "private" ? "shared" : "private"
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
      <VisibilityDialog
        connection={connection}
        to={other}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}

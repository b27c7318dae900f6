import { IconLock, IconUsers } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import type { Visibility } from "../types"
import classes from "./Messaging.module.css"

export function VisibilityWord({ visibility }: { visibility: Visibility }) {
  const { t } = useTranslation()
  const Icon = visibility === "private" ? IconLock : IconUsers
  return (
    <span className={classes.word}>
      <Icon size={14} stroke={1.9} aria-hidden />
      {t(`settings:visibility.${visibility}`)}
    </span>
  )
}

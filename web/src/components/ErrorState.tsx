import { Button } from "@mantine/core"
import { IconAlertTriangle } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { ApiError } from "../api/error"
import { wordError } from "../i18n/codes"
import { CopyText } from "./CopyText"
import classes from "./State.module.css"

interface Props {
  error: unknown
  /** What was being done: "The conversations could not be loaded." */
  title: string
  retry?: () => void
}

/** What happened, what to do, and an id to quote. */
export function ErrorState({ error, title, retry }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.state} role="alert">
      <div className={classes.icon} data-tone="red">
        <IconAlertTriangle size={24} stroke={1.6} />
      </div>
      <p className={classes.title}>{title}</p>
      <div className={classes.text}>{wordError(t, error)}</div>
      {retry && (
        <Button className={classes.action} variant="default" onClick={retry}>
          {t("common:try_again")}
        </Button>
      )}
      {error instanceof ApiError && (
        <p className={classes.id}>
          {t("common:error_id")} <CopyText text={error.id} shown={error.id.slice(0, 8)} />
        </p>
      )}
    </div>
  )
}

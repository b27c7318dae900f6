import { Button } from "@mantine/core"
import { IconAlertTriangle } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { CopyText } from "./CopyText"
import classes from "./State.module.css"

/** What stands where a part of the screen failed: nothing on the server was touched, and loading anew mends it. */
export function Crash({ error }: { error: Error }) {
  const { t } = useTranslation()
  return (
    <div className={classes.state} role="alert">
      <div className={classes.icon} data-tone="red">
        <IconAlertTriangle size={24} stroke={1.6} />
      </div>
      <p className={classes.title}>{t("common:crash.title")}</p>
      <div className={classes.text}>{t("common:crash.text")}</div>
      <Button className={classes.action} variant="default" onClick={() => location.reload()}>
        {t("common:crash.reload")}
      </Button>
      <p className={classes.id}>
        {t("common:error_id")}{" "}
        <CopyText
          text={`${error.name}: ${error.message} ${location.pathname}`}
          shown={error.name}
        />
      </p>
    </div>
  )
}

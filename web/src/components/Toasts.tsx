import { IconX } from "@tabler/icons-react"
import { useSyncExternalStore } from "react"
import { useTranslation } from "react-i18next"
import classes from "./Toasts.module.css"
import { dismissToast, type ShownToast, toasts } from "./toast"

export function Toasts() {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.current)
  return (
    <div className={classes.corner} role="status" aria-live="polite">
      {shown.map((notice) => (
        <Notice key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

function Notice({ notice }: { notice: ShownToast }) {
  const { t } = useTranslation()
  const { action } = notice
  const act = () => {
    action?.run()
    dismissToast(notice.id)
  }
  return (
    <div className={classes.toast} data-tone={notice.tone ?? "plain"}>
      <span className={classes.text}>{notice.text}</span>
      {action && (
        <button type="button" className={classes.action} onClick={act}>
          {action.label}
        </button>
      )}
      <button
        type="button"
        className={classes.close}
        onClick={() => dismissToast(notice.id)}
        aria-label={t("common:close")}
      >
        <IconX size={16} />
      </button>
    </div>
  )
}

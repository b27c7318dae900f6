import { IconCloudOff } from "@tabler/icons-react"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useConnection } from "../live/connection"
import classes from "./ConnectionBar.module.css"

/** Says that what is on the screen may be old. A blink of the network is not worth a line, so it waits 2 s. */
export function ConnectionBar() {
  const { t } = useTranslation()
  const state = useConnection()
  const [shown, setShown] = useState(false)
  const trouble = state === "offline" || state === "reconnecting" || state === "polling"
  useEffect(() => {
    if (!trouble) return setShown(false)
    const timer = setTimeout(() => setShown(true), state === "offline" ? 0 : 2000)
    return () => clearTimeout(timer)
  }, [trouble, state])
  return (
    <div role="status" aria-live="polite">
      {trouble && shown && (
        <div className={classes.bar} data-state={state}>
          <IconCloudOff size={16} aria-hidden />
          <span>{t(`frame:connection.${state}`)}</span>
        </div>
      )}
    </div>
  )
}

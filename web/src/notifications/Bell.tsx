import { IconBell } from "@tabler/icons-react"
import { Link } from "wouter"
import { useWords } from "../i18n/useWords"
import classes from "./Bell.module.css"
import { permission } from "./browser"

/** INB-09: on top of the list, the way to what one is told of. A dot says that this browser has not been asked yet. */
export function Bell() {
  const { t } = useWords()
  const unasked = permission() === "default"
  const label = unasked ? t("notice:bell_unasked") : t("notice:bell")
  return (
    <Link href="/settings/notifications" className={classes.bell} title={label} aria-label={label}>
      <IconBell size={18} stroke={1.6} />
      {unasked && <span className={classes.dot} aria-hidden />}
    </Link>
  )
}

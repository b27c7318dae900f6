import { Button } from "@mantine/core"
import { IconAlertTriangle, IconBellPlus, IconCircleCheck } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { allow, canPush, type Permission, permission, subscribe } from "./browser"
import classes from "./ThisBrowser.module.css"

/** Whether this browser may show notifications, and what it takes. */
export function ThisBrowser({ serverKey }: { serverKey: string }) {
  const { t } = useTranslation()
  const [now, setNow] = useState<Permission>(permission)
  const Icon = icons[now]
  const ask = async () => {
    const answer = await allow()
    setNow(answer)
    // What hinders it, "Send me a test" tells; open pages tell without it
    if (answer === "granted" && canPush()) await subscribe(serverKey).catch(() => undefined)
  }
  return (
    <div className={classes.row} data-state={now}>
      <Icon size={20} stroke={1.8} aria-hidden />
      <p className={classes.text} role="status">
        {t(`notifications:permission.${now}`)}
        {now !== "granted" && now !== "default" && (
          <>
            {" "}
            <Link href="/help/notifications">{t("common:what_to_do")}</Link>
          </>
        )}
      </p>
      {now === "default" && <Button onClick={() => void ask()}>{t("notifications:allow")}</Button>}
    </div>
  )
}

const icons = {
  granted: IconCircleCheck,
  default: IconBellPlus,
  denied: IconAlertTriangle,
  insecure: IconAlertTriangle,
  unsupported: IconAlertTriangle,
}

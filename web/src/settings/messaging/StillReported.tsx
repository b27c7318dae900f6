import { useTranslation } from "react-i18next"
import { Notice } from "../../components/Notice"
import classes from "./Messaging.module.css"

/** Disconnected here, while the provider could not be told: what a person can still do there. */
export function StillReported({ names, provider }: { names: string[]; provider: string }) {
  const { t } = useTranslation()
  return (
    <Notice tone="amber">
      {t("settings:uninstall.still_there", { provider })}
      <ul className={classes.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {t("settings:uninstall.remove_there")}
    </Notice>
  )
}

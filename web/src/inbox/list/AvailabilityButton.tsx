import { useAvailability } from "../../frame/useAvailability"
import { useWords } from "../../i18n/useWords"
import classes from "./ListPane.module.css"

/** Green: colleagues can give one new conversations. Hollow: nobody can, not even oneself (INB-13..15). */
export function AvailabilityButton() {
  const { t } = useWords()
  const [available, choose] = useAvailability()
  const words = available ? t("list:available") : t("list:unavailable")
  return (
    <button
      type="button"
      className={classes.tool}
      role="switch"
      aria-checked={available}
      aria-label={t("list:availability")}
      title={words}
      onClick={() => choose(!available)}
    >
      <span className={classes.available} data-available={available} />
    </button>
  )
}

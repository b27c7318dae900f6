import { IconLock, IconUsers } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import type { Visibility } from "../settings/types"
import classes from "./Consent.module.css"

interface Props {
  value: Visibility | null
  /** It cannot be changed here; `installer` can. */
  fixed: boolean
  installer: string | undefined
  onChange: (visibility: Visibility) => void
}

const choices = [
  { visibility: "shared", Icon: IconUsers },
  { visibility: "private", Icon: IconLock },
] as const

/** FB-02 to FB-04. Nothing is chosen beforehand: who sees customers' messages is for a person to say. */
export function VisibilityChoice({ value, fixed, installer, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className={classes.choice} disabled={fixed}>
      <legend className={classes.heading}>{t("connect:visibility.title")}</legend>
      <div className={classes.cards}>
        {choices.map(({ visibility, Icon }) => (
          <label key={visibility} className={classes.card} data-on={value === visibility}>
            <input
              type="radio"
              name="visibility"
              value={visibility}
              checked={value === visibility}
              onChange={() => onChange(visibility)}
              required
            />
            <span className={classes.cardText}>
              <span className={classes.cardTitle}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {t(`connect:visibility.${visibility}`)}
              </span>
              <span className={classes.cardHint}>{t(`connect:visibility.${visibility}_hint`)}</span>
            </span>
          </label>
        ))}
      </div>
      <p className={classes.text}>
        {fixed
          ? t("connect:visibility.fixed", { installer: installer ?? "" })
          : t("connect:visibility.later")}
      </p>
    </fieldset>
  )
}

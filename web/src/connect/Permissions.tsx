import { useTranslation } from "react-i18next"
import { wordCode } from "../i18n/codes"
import type { Provider } from "../settings/types"
import classes from "./Consent.module.css"

interface Props extends Pick<Provider, "permissions"> {
  /** Names of the optional ones that are wanted. */
  wanted: ReadonlySet<string>
  onWant: (name: string, on: boolean) => void
}

/** D-38: each permission that Facebook will name, and why it is asked for. Optional ones only where wanted. */
export function Permissions({ permissions, wanted, onWant }: Props) {
  const { t } = useTranslation()
  if (permissions.length === 0) return null
  const always = permissions.filter(({ optional }) => !optional)
  const optional = permissions.filter((one) => one.optional)
  return (
    <section>
      <h2 className={classes.heading}>{t("connect:permissions.title")}</h2>
      <p className={classes.text}>{t("connect:permissions.lead")}</p>
      <dl className={classes.permissions}>
        {always.map(({ name, why_code }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{wordCode(t, why_code)}</dd>
          </div>
        ))}
      </dl>
      {optional.map(({ name, why_code }) => (
        <label key={name} className={classes.optional} data-on={wanted.has(name)}>
          <input
            type="checkbox"
            name="optional"
            value={name}
            checked={wanted.has(name)}
            onChange={(event) => onWant(name, event.currentTarget.checked)}
          />
          <span>
            <span className={classes.optionalTitle}>{t(`connect:optional.${name}.title`)}</span>
            <span className={classes.cardHint}>
              {wordCode(t, why_code)} {t("connect:optional.asked", { permission: name })}
            </span>
          </span>
        </label>
      ))}
    </section>
  )
}

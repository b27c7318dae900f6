import { useTranslation } from "react-i18next"
import { wordCode } from "../i18n/codes"
import type { Provider } from "../settings/types"
import classes from "./Consent.module.css"

/** D-38: each permission that Facebook will name, and why it is asked for. */
export function Permissions({ permissions }: Pick<Provider, "permissions">) {
  const { t } = useTranslation()
  if (permissions.length === 0) return null
  return (
    <section>
      <h2 className={classes.heading}>{t("connect:permissions.title")}</h2>
      <p className={classes.text}>{t("connect:permissions.lead")}</p>
      <dl className={classes.permissions}>
        {permissions.map(({ name, why_code }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{wordCode(t, why_code)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

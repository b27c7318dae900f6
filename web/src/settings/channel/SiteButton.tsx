import { Textarea } from "@mantine/core"
import { type CSSProperties, useState } from "react"
import { useTranslation } from "react-i18next"
import { Field } from "../../components/Field"
import classes from "./Channel.module.css"
import { CopyButton } from "./CopyButton"
import { bubble, siteButton, style } from "./siteButton"

/** HTML to paste into a site, and how it will look there. */
export function SiteButton({ url, provider }: { url: string; provider: string }) {
  const { t } = useTranslation()
  const [given, setGiven] = useState("")
  const text = given.trim() || t("channel:link.button_default", { provider })
  const html = siteButton(url, text)
  return (
    <div className={classes.way}>
      <h3 className={classes.wayTitle}>{t("channel:link.button")}</h3>
      <p className={classes.why}>{t("channel:link.button_lead")}</p>
      <Field
        label={t("channel:link.button_text")}
        placeholder={t("channel:link.button_default", { provider })}
        value={given}
        maxLength={60}
        onChange={(event) => setGiven(event.currentTarget.value)}
      />
      <figure className={classes.preview}>
        <figcaption>{t("channel:link.preview")}</figcaption>
        <span style={camel(style)}>
          <svg width="20" height="20" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
            <path d={bubble} />
          </svg>
          {text}
        </span>
      </figure>
      <Textarea
        label={t("channel:link.html")}
        value={html}
        readOnly
        rows={5}
        classNames={{ input: classes.html }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <CopyButton text={html}>{t("channel:aside.copy")}</CopyButton>
      </div>
    </div>
  )
}

/** CSS as HTML writes it, in React's names. */
const camel = (css: Record<string, string>): CSSProperties =>
  Object.fromEntries(
    Object.entries(css).map(([name, value]) => [
      name.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )

import { useTranslation } from "react-i18next"
import { changeLanguage, type Language } from "../i18n"
import classes from "./AccountPage.module.css"

/** Each in its own words, so that it is found by whoever cannot read the other. */
const names: [Language, string][] = [
  ["ja", "日本語"],
  ["en", "English"],
]

export function LanguageSwitch() {
  const { i18n } = useTranslation()
  return (
    <div className={classes.languages}>
      {names.map(([language, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={classes.language}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(language)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}

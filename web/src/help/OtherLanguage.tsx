import { IconLanguage } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import classes from "./Help.module.css"

/** The same page in the other language, named in its own words. */
export function OtherLanguage() {
  const { i18n } = useTranslation()
  const [path] = useLocation()
  const [code, name] = i18n.language === "ja" ? ["en", "English"] : ["ja", "日本語"]
  return (
    <Link
      href={`${path}?lang=${code}`}
      lang={code}
      hrefLang={code}
      className={classes.other}
      replace
    >
      <IconLanguage size={16} stroke={1.7} aria-hidden />
      {name}
    </Link>
  )
}

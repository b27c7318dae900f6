import { IconCheck, IconCopy } from "@tabler/icons-react"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { copyText } from "../browser/copy"
import classes from "./CopyText.module.css"

/** Text that one click copies; what is shown may be shorter than what is copied. */
export function CopyText({ text, shown = text }: { text: string; shown?: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => void copyText(text).then(() => setCopied(true))
  const Icon = copied ? IconCheck : IconCopy
  return (
    <button type="button" className={classes.copy} onClick={copy} title={t("common:copy")}>
      <span className={classes.text}>{shown}</span>
      <Icon size={14} aria-hidden />
      <span className="visually-hidden" aria-live="polite">
        {copied ? t("common:copied") : ""}
      </span>
    </button>
  )
}

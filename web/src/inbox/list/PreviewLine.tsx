import { IconAlertCircle, IconHelpCircle } from "@tabler/icons-react"
import type { Preview } from "../../api/types"
import { wordCode } from "../../i18n/codes"
import { useWords } from "../../i18n/useWords"
import { mediaIcon } from "../mediaIcon"
import classes from "./PreviewLine.module.css"

/** The last message in one line: ours begins with 自分: / You:, media are an icon and a word. */
export function PreviewLine({ preview }: { preview: Preview | null }) {
  const { t } = useWords()
  if (!preview) return <span className={classes.preview} />
  const Icon = mediaIcon(preview.kind)
  return (
    <span className={classes.preview} data-quiet={preview.deleted || preview.direction === "event"}>
      <Trouble status={preview.status} />
      {preview.direction === "out" && <span className={classes.prefix}>{t("list:ours")} </span>}
      {Icon && !preview.deleted && (
        <Icon size={14} stroke={1.8} className={classes.icon} aria-hidden />
      )}
      {words()}
    </span>
  )

  function words(): string {
    if (!preview) return ""
    if (preview.deleted) return t("thread:deleted")
    if (preview.code) return wordCode(t, preview.code, preview.params)
    return (
      preview.text || t(`list:kind.${preview.kind}`, { defaultValue: t("list:kind.unsupported") })
    )
  }
}

function Trouble({ status }: { status: Preview["status"] }) {
  const { t } = useWords()
  if (status !== "failed" && status !== "unknown") return null
  const Icon = status === "failed" ? IconAlertCircle : IconHelpCircle
  return (
    <span className={classes.trouble} data-status={status} title={t(`thread:status.${status}`)}>
      <Icon size={14} aria-hidden />
      <span className="visually-hidden">{t(`thread:status.${status}`)}</span>
    </span>
  )
}

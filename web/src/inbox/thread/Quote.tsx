import type { Message } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { mediaIcon } from "../mediaIcon"
import { useThreadActions } from "./actions"
import classes from "./Quote.module.css"

/** The message this one answers; a click goes there. */
export function Quote({ quote }: { quote: NonNullable<Message["reply_to"]> }) {
  const { t } = useWords()
  const { jumpTo } = useThreadActions()
  const { id, text, kind, direction } = quote
  const Icon = mediaIcon(kind ?? "")
  const said = text || t(`list:kind.${kind ?? "unknown"}`, { defaultValue: t("thread:quote_gone") })
  return (
    <button
      type="button"
      className={classes.quote}
      disabled={id === null}
      onClick={() => id !== null && jumpTo(id)}
      title={id === null ? t("thread:quote_gone") : t("thread:quote_jump")}
    >
      <span className={classes.of}>
        {t(direction === "out" ? "thread:reply_to_us" : "thread:reply_to_them")}
      </span>
      <span className={classes.text}>
        {Icon && <Icon size={13} aria-hidden />} {said}
      </span>
    </button>
  )
}

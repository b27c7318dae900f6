import { IconArrowBackUp } from "@tabler/icons-react"
import type { Message } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { quotable, quote } from "../composer/quoting"
import { useThreadActions } from "./actions"
import classes from "./Bubble.module.css"

/** Beside a message under the pointer: answer this one. By keyboard it is r, so Tab passes by. */
export function ReplyAction({ message }: { message: Message }) {
  const { t } = useWords()
  const { quotes } = useThreadActions()
  if (!quotes || !quotable(message)) return null
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.action}
      onClick={() => quote(message)}
      aria-label={t("thread:reply")}
      title={t("thread:reply")}
    >
      <IconArrowBackUp size={18} stroke={1.8} />
    </button>
  )
}

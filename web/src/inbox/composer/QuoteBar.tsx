import { IconX } from "@tabler/icons-react"
import { useWords } from "../../i18n/useWords"
import { Quote } from "../thread/Quote"
import classes from "./Composer.module.css"
import { focusComposer } from "./focus"
import { setQuote, useQuote } from "./quoting"

/** The message that the reply answers, until it is taken away. */
export function QuoteBar({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const quote = useQuote(conversation)
  if (!quote) return null
  return (
    <div className={classes.quoted} data-testid="quoted">
      <Quote quote={quote} />
      <button
        type="button"
        className={classes.tool}
        onClick={() => {
          setQuote(conversation, null)
          focusComposer()
        }}
        aria-label={t("composer:unquote")}
        title={t("composer:unquote")}
      >
        <IconX size={16} stroke={1.8} />
      </button>
    </div>
  )
}

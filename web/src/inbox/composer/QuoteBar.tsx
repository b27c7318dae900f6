import { IconX } from "@tabler/icons-react"
import { useWords } from "../../i18n/useWords"
import { type ThreadActions, ThreadActionsContext } from "../thread/actions"
import { Quote } from "../thread/Quote"
import classes from "./Composer.module.css"
import { focusComposer } from "./focus"
import { setQuote, useQuote } from "./quoting"

/** It was in the thread when it was chosen; further up than what is loaded, the click leads nowhere. */
const actions: ThreadActions = {
  jumpTo: (message) =>
    document.querySelector(`[data-message="${message}"]`)?.scrollIntoView({ block: "center" }),
  view: () => undefined,
  found: null,
  quotes: false,
}

/** The message that the reply answers, until it is taken away. */
export function QuoteBar({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const quote = useQuote(conversation)
  if (!quote) return null
  return (
    <div className={classes.quoted} data-testid="quoted">
      <ThreadActionsContext value={actions}>
        <Quote quote={quote} />
      </ThreadActionsContext>
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

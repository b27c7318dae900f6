import type { Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import classes from "./Handling.module.css"
import { useHandling } from "./useHandling"

/** Above the composer of a closed conversation: that it is, and the way back (INB-25). */
export function ClosedLine({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const { reopen } = useHandling()
  if (conversation.closed_at === null) return null
  return (
    <p className={classes.closed} style={{ margin: 0 }}>
      {t("handling:is_closed")}
      <button
        type="button"
        className={classes.again}
        disabled={reopen.isPending}
        onClick={() => reopen.mutate({ ids: [conversation.id] })}
      >
        {t("handling:reopen")}
      </button>
    </p>
  )
}

import { IconX } from "@tabler/icons-react"
import { lazy, Suspense, useEffect, useRef } from "react"
import { ApiError } from "../../api/error"
import { Skeleton } from "../../components/Skeleton"
import { useWords } from "../../i18n/useWords"
import { useConversation, useDeleted, useThread } from "../thread/useThread"
import { ContactCard } from "./ContactCard"
import classes from "./DetailsPane.module.css"
import { FilesCard } from "./FilesCard"
import { SourceCard } from "./SourceCard"

const CrmCard = lazy(() => import("./crm/CrmCard"))

interface Props {
  id: number
  over: boolean
  onClose: () => void
}

/** The right pane: who the customer is, where they came from, and what was exchanged. */
export function DetailsPane({ id, over, onClose }: Props) {
  const { t } = useWords()
  const { data: conversation, error } = useConversation(id)
  const thread = useThread(id).data
  const deleted = useDeleted(id)
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    if (over) pane.current?.focus()
  }, [over])
  // What is wrong is said where the messages would be
  const gone = error instanceof ApiError && error.status === 404
  if (deleted || gone || (!conversation && error)) return null
  return (
    <>
      {over && (
        <button
          type="button"
          className={classes.scrim}
          onClick={onClose}
          aria-label={t("common:close")}
          tabIndex={-1}
        />
      )}
      <aside
        ref={pane}
        className={classes.pane}
        data-over={over}
        aria-label={t("details:title")}
        tabIndex={-1}
      >
        <header className={classes.head}>
          <h2 className={classes.title}>{t("details:title")}</h2>
          <button
            type="button"
            className={classes.close}
            onClick={onClose}
            aria-label={t("details:close")}
            title={t("details:close")}
          >
            <IconX size={18} />
          </button>
        </header>
        {conversation ? (
          <div className={classes.cards}>
            <ContactCard conversation={conversation} />
            <Suspense>
              <CrmCard key={id} conversation={id} />
            </Suspense>
            <SourceCard conversation={conversation} />
            <FilesCard thread={thread} />
          </div>
        ) : (
          <div className={classes.person}>
            <Skeleton width={48} height={48} round />
            <Skeleton width={140} />
          </div>
        )}
      </aside>
    </>
  )
}

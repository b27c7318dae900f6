import { lazy, Suspense, useDeferredValue } from "react"
import { useNarrow } from "../browser/media"
import { EmptyState } from "../components/EmptyState"
import { ErrorBoundary } from "../components/ErrorBoundary"
import { Frame } from "../frame/Frame"
import { useWords } from "../i18n/useWords"
import { useAsking } from "./details/crm/asking"
import { DetailsPane } from "./details/DetailsPane"
import { useDetailsOpen } from "./details/useDetailsOpen"
import classes from "./Inbox.module.css"
import { ListPane } from "./list/ListPane"
import { ListResizer } from "./list/ListResizer"
import { useListWidth } from "./list/useListWidth"
import { useRows } from "./list/useRows"
import { Shortcuts } from "./shortcuts/Shortcuts"
import { useInboxKeys } from "./shortcuts/useInboxKeys"
import { ThreadPane } from "./thread/ThreadPane"
import { useNeighbours } from "./thread/useNeighbours"

const CrmDialogs = lazy(() => import("./details/crm/CrmDialogs"))

/** Conversations, the open thread, and who it is with. */
export function Inbox({ openId }: { openId: number | null }) {
  const narrow = useNarrow()
  // The conversation is drawn first, who it is with right after
  const detailed = useDeferredValue(openId)
  const [width, setWidth] = useListWidth()
  const details = useDetailsOpen(openId)
  useInboxKeys(openId, details)
  useNeighbours(openId)
  const asking = useAsking()
  const listShown = !narrow || openId === null
  const threadShown = !narrow || openId !== null
  return (
    <Frame bare={openId !== null}>
      <div className={classes.panes}>
        {listShown && (
          <div className={classes.list} style={narrow ? undefined : { width }}>
            <ListPane openId={openId} />
            {!narrow && <ListResizer width={width} setWidth={setWidth} />}
          </div>
        )}
        {threadShown && (
          <div className={classes.thread}>
            {openId === null ? (
              <NothingOpen />
            ) : (
              <ErrorBoundary of={openId}>
                <ThreadPane
                  id={openId}
                  detailsOpen={details.open}
                  onToggleDetails={details.toggle}
                />
              </ErrorBoundary>
            )}
          </div>
        )}
        {detailed !== null && details.open && (
          <ErrorBoundary of={detailed}>
            <DetailsPane id={detailed} over={details.over} onClose={details.close} />
          </ErrorBoundary>
        )}
      </div>
      {asking && openId !== null && (
        <Suspense>
          <CrmDialogs conversation={openId} />
        </Suspense>
      )}
      <Shortcuts />
    </Frame>
  )
}

/** How to begin; an empty inbox says what to do in the list. */
function NothingOpen() {
  const { t } = useWords()
  const { data: rows } = useRows()
  if (!rows || rows.items.length === 0) return null
  return <EmptyState title={t("thread:nothing_open")}>{t("thread:nothing_open_text")}</EmptyState>
}

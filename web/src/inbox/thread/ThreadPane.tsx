import { IconTrash } from "@tabler/icons-react"
import { ApiError } from "../../api/error"
import { useTitle } from "../../browser/title"
import { EmptyState } from "../../components/EmptyState"
import { ErrorState } from "../../components/ErrorState"
import { useWords } from "../../i18n/useWords"
import { Composer } from "../composer/Composer"
import { contactName } from "../contactName"
import { ClosedLine } from "../handling/ClosedLine"
import { useAttendance } from "../together/attendance"
import { Scroller } from "./Scroller"
import { SkeletonThread } from "./SkeletonThread"
import { ThreadHead } from "./ThreadHead"
import classes from "./ThreadPane.module.css"
import { usePlace } from "./usePlace"
import { useAround, useConversation, useDeleted, useThread } from "./useThread"

interface Props {
  id: number
  detailsOpen: boolean
  onToggleDetails: () => void
}

/** The middle pane: who it is, what was said, and where to write. */
export function ThreadPane({ id, detailsOpen, onToggleDetails }: Props) {
  const { t } = useWords()
  const { data: conversation, error, refetch } = useConversation(id)
  const latest = useThread(id)
  const place = usePlace(id)
  const around = useAround(id, place.apart ? place.message : null)
  // What is not there any more has no surroundings
  const apart = place.apart && around.data?.items.length !== 0
  const thread = apart ? around : latest
  const deleted = useDeleted(id)
  useAttendance(id)
  useTitle(conversation && contactName(conversation))
  if (deleted)
    return (
      <EmptyState icon={<IconTrash size={24} />} title={t("thread:deleted_title")}>
        {t("thread:deleted_text")}
      </EmptyState>
    )
  // Also of one that is on the screen: who may not see it any more does not
  if (error instanceof ApiError && error.status === 404)
    return <ErrorState title={t("thread:gone")} error={error} />
  if (!conversation && error)
    return <ErrorState title={t("thread:not_loaded")} error={error} retry={() => void refetch()} />
  return (
    <section className={classes.pane} aria-label={t("thread:title")}>
      <ThreadHead
        conversation={conversation}
        detailsOpen={detailsOpen}
        onToggleDetails={onToggleDetails}
      />
      {conversation && thread.data ? (
        <Scroller
          key={apart ? `thread-${id}-${place.message}` : `thread-${id}`}
          conversation={conversation}
          thread={thread.data}
          place={place}
          older={thread.older}
          newer={apart ? around.newer : null}
        />
      ) : thread.error ? (
        <ErrorState
          title={t("thread:not_loaded")}
          error={thread.error}
          retry={() => void thread.refetch()}
        />
      ) : (
        <SkeletonThread />
      )}
      {conversation && <ClosedLine conversation={conversation} />}
      {conversation && <Composer key={`composer-${id}`} conversation={conversation} />}
    </section>
  )
}

import { useQueryClient } from "@tanstack/react-query"
import { memo } from "react"
import { Link } from "wouter"
import { useMe } from "../../api/me"
import type { Conversation } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { Time } from "../../components/Time"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { prefetchThread } from "../thread/useThread"
import { TypingSign } from "../together/TypingSign"
import { PreviewLine } from "./PreviewLine"
import classes from "./Row.module.css"
import { useView } from "./view"
import { TimeLeft, WindowClock } from "./WindowClock"

interface Props {
  row: Conversation
  open: boolean
  /** One row of the list is in the tab order; j and k, or the arrows, lead on from it. */
  reachable: boolean
}

export const Row = memo(function Row({ row, open, reachable }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const me = useMe().member?.id
  const { sort } = useView()
  const name = contactName(row)
  const unread = row.unread > 0
  return (
    <Link
      href={`/conversations/${row.id}`}
      className={classes.row}
      data-open={open}
      data-unread={unread}
      data-conversation={row.id}
      aria-current={open ? "true" : undefined}
      tabIndex={reachable ? 0 : -1}
      onPointerEnter={() => prefetchThread(client, row.id)}
    >
      <Avatar name={name} picture={row.contact.picture_url} channel={row.channel} />
      <TypingSign conversation={row.id} />
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          <RowTime row={row} />
        </span>
        <span className={classes.line}>
          <PreviewLine preview={row.preview} />
          <span className={classes.marks}>
            {sort !== "window" && <WindowClock window={row.window} />}
            {row.assignee && row.assignee.id !== me && (
              <span title={t("list:assigned_to", { name: row.assignee.name })}>
                <Avatar name={row.assignee.name} size={18} />
              </span>
            )}
            {unread && (
              <span className={classes.unread}>
                {row.unread > 99 ? "99+" : row.unread}
                <span className="visually-hidden">{t("list:unread")}</span>
              </span>
            )}
          </span>
        </span>
      </span>
    </Link>
  )
})

/** The time that the list is ordered by: of the last word, since when somebody waits, or how long one may reply. */
function RowTime({ row }: { row: Conversation }) {
  const { t } = useWords()
  const { sort } = useView()
  if (sort === "window" && row.window.closes_at !== null)
    return <TimeLeft window={row.window} className={classes.time} />
  const waits = sort === "waiting" && row.waiting_since !== null
  return (
    <>
      {waits && <span className="visually-hidden">{t("list:waiting_since")}</span>}
      <Time at={(waits && row.waiting_since) || row.last_message_at} className={classes.time} />
    </>
  )
}

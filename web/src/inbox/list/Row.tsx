import { useQueryClient } from "@tanstack/react-query"
import { memo } from "react"
import { Link } from "wouter"
import type { Conversation } from "../../api/types"
import { Avatar } from "../../components/Avatar"
import { Time } from "../../components/Time"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { prefetchThread } from "../thread/useThread"
import { PreviewLine } from "./PreviewLine"
import classes from "./Row.module.css"
import { WindowClock } from "./WindowClock"

interface Props {
  row: Conversation
  open: boolean
  /** One row of the list is in the tab order; j and k, or the arrows, lead on from it. */
  reachable: boolean
}

export const Row = memo(function Row({ row, open, reachable }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
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
      <span className={classes.body}>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          {row.last_message_at && <Time at={row.last_message_at} className={classes.time} />}
        </span>
        <span className={classes.line}>
          <PreviewLine preview={row.preview} />
          <span className={classes.marks}>
            <WindowClock window={row.window} />
            {row.assignee && (
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

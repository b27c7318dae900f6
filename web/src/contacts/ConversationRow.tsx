import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Conversation } from "../api/types"
import { ChannelBadge } from "../components/ChannelBadge"
import { Time } from "../components/Time"
import { PreviewLine } from "../inbox/list/PreviewLine"
import classes from "./Contacts.module.css"
import { isOf } from "./known"
import { MoveDialog } from "./MoveDialog"
import type { ContactDetails } from "./queries"
import { useMoveBack } from "./useMoveBack"

/** A conversation of theirs: read it, or give it to whom it belongs (D-54). */
export function ConversationRow({ row, contact }: { row: Conversation; contact: ContactDetails }) {
  const { t } = useTranslation()
  const [moving, setMoving] = useState(false)
  const address = contact.identities.find((identity) => isOf(identity, row))
  const back = useMoveBack()
  return (
    <li className={classes.conversation}>
      <Link href={`/conversations/${row.id}`} className={classes.row}>
        <ChannelBadge icon={row.channel.icon} name={row.channel.name} size={20} inline />
        <span className={classes.who}>
          <span className={classes.name}>{row.channel.name}</span>
          <PreviewLine preview={row.preview} />
        </span>
        <Time at={row.last_message_at} className={classes.time} />
      </Link>
      <span className={classes.acts}>
        {address?.moved && (
          <Button
            variant="subtle"
            size="xs"
            loading={back.isPending}
            onClick={() => back.mutate([row.id])}
          >
            {t("contacts:move_back")}
          </Button>
        )}
        <Button variant="subtle" size="xs" onClick={() => setMoving(true)}>
          {t("contacts:move")}
        </Button>
      </span>
      {moving && <MoveDialog row={row} from={contact} onClose={() => setMoving(false)} />}
    </li>
  )
}

import { Button } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { formatMoment } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { seen } from "../thread/seen"
import { lastHere } from "./compose"
import { send } from "./deliver"
import { News } from "./News"
import { decides, type Outgoing, outgoing, unseenOf, useOutgoing } from "./outbox"
import { reviseOutgoing } from "./revise"
import classes from "./StalePanel.module.css"

const DAY = 24 * 60 * 60_000

/** Not sent by itself any more, since something came in or it waited too long: its writer decides again. */
export function StalePanel({
  conversation,
  locked = false,
}: {
  conversation: number
  locked?: boolean
}) {
  const held = useOutgoing(conversation).filter(decides)
  return held.map((item) => <Decision key={item.key} item={item} locked={locked} />)
}

function Decision({ item, locked }: { item: Outgoing; locked: boolean }) {
  const { t } = useWords()
  const client = useQueryClient()
  // It is held back once: what it was held back for is in view now
  const looked = () => {
    const newest = Math.max(lastHere(client, item.conversation), ...unseenOf(item))
    seen.note(item.conversation, newest)
    return newest
  }
  const anyway = () =>
    send(client, {
      ...item,
      seen: looked(),
      until: new Date(Date.now() + DAY).toISOString(),
    })
  return (
    <div className={classes.panel} role="alert" data-testid={item.state}>
      <p className={classes.title}>{t(`composer:${item.state}`, { at: formatMoment(item.at) })}</p>
      <News item={item} />
      <p className={classes.text}>{item.text || t("composer:attachments")}</p>
      <div className={classes.buttons}>
        {!locked && (
          <>
            <Button size="xs" onClick={anyway}>
              {t(item.state === "late" ? "composer:send_now" : "composer:send_anyway")}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                looked()
                reviseOutgoing(item.conversation, item)
              }}
            >
              {t(item.state === "stale" ? "composer:go_on" : "thread:revise")}
            </Button>
          </>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={() => outgoing.drop(item.key)}>
          {t("thread:discard")}
        </Button>
      </div>
    </div>
  )
}

import { Button } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { useWords } from "../../i18n/useWords"
import { lastSeen } from "./compose"
import { send } from "./deliver"
import { type Outgoing, outgoing, useOutgoing } from "./outbox"
import { reviseOutgoing } from "./revise"
import classes from "./StalePanel.module.css"

/** Something came in while this was written: it is on the screen now, and the writer decides again. */
export function StalePanel({ conversation }: { conversation: number }) {
  const stale = useOutgoing(conversation).filter(({ state }) => state === "stale")
  return stale.map((item) => <Decision key={item.key} item={item} />)
}

function Decision({ item }: { item: Outgoing }) {
  const { t } = useWords()
  const client = useQueryClient()
  const anyway = () => send(client, { ...item, seen: lastSeen(client, item.conversation) })
  return (
    <div className={classes.panel} role="alert" data-testid="stale">
      <p className={classes.title}>{t("composer:stale")}</p>
      <p className={classes.text}>{item.text || t("composer:attachments")}</p>
      <div className={classes.buttons}>
        <Button size="xs" onClick={anyway}>
          {t("composer:send_anyway")}
        </Button>
        <Button size="xs" variant="default" onClick={() => reviseOutgoing(item.conversation, item)}>
          {t("thread:revise")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={() => outgoing.drop(item.key)}>
          {t("thread:discard")}
        </Button>
      </div>
    </div>
  )
}

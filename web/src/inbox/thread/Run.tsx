import { IconEyeOff } from "@tabler/icons-react"
import { memo } from "react"
import type { Message } from "../../api/types"
import { useNow } from "../../browser/now"
import { Avatar } from "../../components/Avatar"
import { Time } from "../../components/Time"
import { HelpLink } from "../../help/HelpLink"
import { useWords } from "../../i18n/useWords"
import { Album } from "./Album"
import { albums } from "./albums"
import { Bubble } from "./Bubble"
import { NoteBubble } from "./NoteBubble"
import classes from "./Run.module.css"
import { Ticks } from "./Ticks"

/** A phone that is merely off is mostly on again by then. */
const A_WHILE = 60 * 60_000

interface Props {
  messages: Message[]
  name: string
  picture: string | null
}

/** Messages of one writer close together: one name, one time, one face; and whether all of them came late. */
export const Run = memo(function Run({ messages, name, picture }: Props) {
  const last = messages.at(-1)
  if (!last) return null
  const ours = last.direction !== "in"
  return (
    <div className={classes.run} data-ours={ours}>
      {!ours && (
        <span className={classes.face} aria-hidden>
          <Avatar name={name} picture={picture} size={28} />
        </span>
      )}
      <div className={classes.stack}>
        {albums(messages).map((group) => {
          const [message] = group
          if (!message) return null
          if (message.direction === "note") return <NoteBubble key={message.id} note={message} />
          if (group.length > 1) return <Album key={message.id} messages={group} />
          return <Bubble key={message.id} message={message} last={message === last} />
        })}
        <RunFoot last={last} name={name} />
      </div>
    </div>
  )
}, sameRun)

function RunFoot({ last, name }: { last: Message; name: string }) {
  const { t } = useWords()
  const ours = last.direction !== "in"
  const note = last.direction === "note"
  const writer = ours ? last.author?.name : name
  return (
    <div className={classes.foot}>
      {note && (
        <span className={classes.note}>
          <IconEyeOff size={13} stroke={1.8} aria-hidden />
          {t("thread:note")}
        </span>
      )}
      {last.origin === "elsewhere" && ours ? (
        <span className={classes.writer}>{t("thread:elsewhere")}</span>
      ) : (
        writer && <span className={classes.writer}>{writer}</span>
      )}
      <Time at={last.sent_at} as="clock" />
      {last.late && last.received_at && (
        <span className={classes.late}>
          {t("thread:late")} <Time at={last.received_at} as="full" />
        </span>
      )}
      {ours && !note && <Ticks status={last.status} />}
      {last.origin === "kaiwa" && last.status === "sent" && <Undelivered since={last.sent_at} />}
    </div>
  )
}

/** TS-14: why it did not arrive is told by nobody, so only that is said, and where to read what it may be. */
function Undelivered({ since }: { since: string }) {
  const { t } = useWords()
  const now = useNow(60_000)
  if (now.getTime() - new Date(since).getTime() < A_WHILE) return null
  return (
    <span className={classes.undelivered}>
      {t("thread:undelivered")} <HelpLink code="undelivered" />
    </span>
  )
}

/** Lines are built anew with every change; a run whose messages are the same objects is not drawn again. */
function sameRun(a: Props, b: Props): boolean {
  return (
    a.name === b.name &&
    a.picture === b.picture &&
    a.messages.length === b.messages.length &&
    a.messages.every((message, index) => message === b.messages[index])
  )
}

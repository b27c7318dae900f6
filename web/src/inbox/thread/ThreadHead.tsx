import { IconArrowLeft, IconLayoutSidebarRight } from "@tabler/icons-react"
import { Link } from "wouter"
import type { Conversation } from "../../api/types"
import { useNarrow } from "../../browser/media"
import { Avatar } from "../../components/Avatar"
import { ChannelBadge } from "../../components/ChannelBadge"
import { Skeleton } from "../../components/Skeleton"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { AssignButton } from "../handling/AssignButton"
import { CloseButton } from "../handling/CloseButton"
import { LookingHere } from "../together/LookingHere"
import classes from "./ThreadPane.module.css"

interface Props {
  conversation: Conversation | undefined
  detailsOpen: boolean
  onToggleDetails: () => void
}

export function ThreadHead({ conversation, detailsOpen, onToggleDetails }: Props) {
  const { t } = useWords()
  const narrow = useNarrow()
  return (
    <header className={classes.head}>
      {narrow && (
        <Link href="/" className={classes.tool} aria-label={t("common:back")}>
          <IconArrowLeft size={20} stroke={1.7} />
        </Link>
      )}
      {conversation ? <Who conversation={conversation} alone={narrow} /> : <WhoSkeleton />}
      {conversation && (
        <div className={classes.tools}>
          <LookingHere conversation={conversation.id} />
          <AssignButton conversation={conversation} />
          <CloseButton conversation={conversation} />
        </div>
      )}
      <button
        type="button"
        className={classes.tool}
        aria-pressed={detailsOpen}
        aria-label={t("thread:details")}
        title={t("thread:details")}
        onClick={onToggleDetails}
      >
        <IconLayoutSidebarRight size={20} stroke={1.7} />
      </button>
    </header>
  )
}

function Who({ conversation, alone }: { conversation: Conversation; alone: boolean }) {
  // Alone on a small screen, the name is the page's own heading
  const Heading = alone ? "h1" : "h2"
  const { channel, contact } = conversation
  const name = contactName(conversation)
  return (
    <>
      <Avatar name={name} picture={contact.picture_url} size={32} />
      <div className={classes.who}>
        <Heading className={classes.name}>{name}</Heading>
        <div className={classes.channel}>
          <ChannelBadge icon={channel.icon} name={channel.name} size={14} inline />
          <span className={classes.channelName} aria-hidden>
            {channel.name}
          </span>
        </div>
      </div>
    </>
  )
}

function WhoSkeleton() {
  return (
    <>
      <Skeleton width={32} height={32} round />
      <div className={classes.who}>
        <Skeleton width={140} />
      </div>
    </>
  )
}

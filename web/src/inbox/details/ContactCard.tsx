import type { Conversation } from "../../api/types"
import { useNow } from "../../browser/now"
import { Avatar } from "../../components/Avatar"
import { ChannelBadge } from "../../components/ChannelBadge"
import { CopyText } from "../../components/CopyText"
import { Time } from "../../components/Time"
import { formatClockAt } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { contactName } from "../contactName"
import { useChannel } from "../useChannels"
import { Card } from "./Card"
import { ContactButton } from "./ContactButton"
import classes from "./DetailsPane.module.css"

export function ContactCard({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const { contact, identity, channel, last_inbound_at } = conversation
  const label = useChannel(channel.id)?.capabilities.label ?? channel.provider
  const name = contactName(conversation)
  return (
    <>
      <div className={classes.person}>
        <Avatar name={name} picture={contact.picture_url} size={48} />
        <ContactButton conversation={conversation} />
      </div>
      <Card name="contact" title={t("details:contact")}>
        <dl className={classes.facts}>
          <dt>{t("details:channel")}</dt>
          <dd style={{ display: "flex", alignItems: "baseline", gap: 6 }}>
            <ChannelBadge icon={channel.icon} name={label} size={16} inline />
            {channel.name}
          </dd>
          {identity.name && identity.name !== contact.name && (
            <>
              <dt>{t("details:own_name")}</dt>
              <dd>{identity.name}</dd>
            </>
          )}
          <dt>{t("details:identity")}</dt>
          <dd>
            <CopyText text={identity.external_id} />
          </dd>
          {contact.first_seen_at && (
            <>
              <dt>{t("details:first_seen")}</dt>
              <dd>
                <Time at={contact.first_seen_at} as="full" />
              </dd>
            </>
          )}
          {contact.utc_offset !== null && (
            <>
              <dt>{t("details:local_time")}</dt>
              <dd>
                <LocalTime offset={contact.utc_offset} />
              </dd>
            </>
          )}
          {last_inbound_at && (
            <>
              <dt>{t("details:last_wrote")}</dt>
              <dd>
                <Time at={last_inbound_at} as="full" />
              </dd>
            </>
          )}
        </dl>
      </Card>
    </>
  )
}

/** The customer's clock, so that nobody is written to in the middle of their night. */
function LocalTime({ offset }: { offset: number }) {
  useWords()
  return <span className="tabular">{formatClockAt(useNow(), offset)}</span>
}

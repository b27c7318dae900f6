import { Button } from "@mantine/core"
import { IconArrowLeft, IconSearch } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, Redirect, useLocation } from "wouter"
import { ApiError } from "../api/error"
import { useTitle } from "../browser/title"
import { Avatar } from "../components/Avatar"
import { ChannelBadge } from "../components/ChannelBadge"
import { CopyText } from "../components/CopyText"
import { ErrorState } from "../components/ErrorState"
import { Notice } from "../components/Notice"
import { Skeleton } from "../components/Skeleton"
import { Time } from "../components/Time"
import { focusSearch, search } from "../inbox/search/searching"
import { BlockButton } from "./BlockButton"
import { ContactName } from "./ContactName"
import classes from "./Contacts.module.css"
import { ConversationRow } from "./ConversationRow"
import { MergeButton } from "./MergeButton"
import { type ContactDetails, contactQuery, nameOf, pictureOf } from "./queries"

/** One person: how they are called, where they write from, and what was said. */
export function ContactPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data: contact, isFetching, refetch, ...query } = useQuery(contactQuery(id))
  // What is asked again may have been brought back
  const error = isFetching ? null : query.error
  useTitle(contact && nameOf(contact))
  if (error instanceof ApiError && error.code === "merged_away")
    return <Redirect to={`/contacts/${Number(error.params.contact)}`} replace />
  const gone = error instanceof ApiError && error.status === 404
  if (error && (gone || !contact))
    return (
      <ErrorState
        title={t(gone ? "contacts:gone" : "contacts:not_loaded")}
        error={error}
        {...(gone ? {} : { retry: () => void refetch() })}
      />
    )
  return (
    <div className={classes.page}>
      <Link href="/contacts" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden />
        {t("contacts:title")}
      </Link>
      {contact ? <Details contact={contact} /> : <Skeleton height={120} />}
    </div>
  )
}

function Details({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation()
  return (
    <>
      <header className={classes.head}>
        <Avatar name={nameOf(contact)} picture={pictureOf(contact)} size={56} />
        <div className={classes.who}>
          <ContactName contact={contact} />
          <span className={classes.meta}>
            {t("contacts:first_seen")} <Time at={contact.first_seen_at} as="full" />
          </span>
        </div>
        <span className={classes.buttons}>
          <MergeButton contact={contact} />
          <BlockButton contact={contact} />
        </span>
      </header>
      {contact.blocked_at && <Notice>{t("contacts:blocked_text")}</Notice>}
      <section aria-labelledby="addresses">
        <h2 id="addresses" className={classes.heading}>
          {t("contacts:addresses")}
        </h2>
        <ul className={classes.list}>
          {contact.identities.map((identity) => (
            <li key={identity.id} className={classes.address}>
              <ChannelBadge
                icon={identity.channel.icon}
                name={identity.channel.provider}
                size={20}
                inline
              />
              <span className={classes.who}>
                <span className={classes.name}>{identity.name || identity.short_id}</span>
                <span className={classes.meta}>{identity.channel.name}</span>
              </span>
              <CopyText text={identity.external_id} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="conversations">
        <div className={classes.sectionHead}>
          <h2 id="conversations" className={classes.heading}>
            {t("contacts:conversations")}
          </h2>
          {contact.conversations.length > 0 && <SearchMessages contact={contact} />}
        </div>
        {contact.conversations.length > 0 ? (
          <ul className={classes.list}>
            {contact.conversations.map((row) => (
              <ConversationRow key={row.id} row={row} contact={contact} />
            ))}
          </ul>
        ) : (
          <p className={classes.meta}>{t("contacts:no_conversation")}</p>
        )}
      </section>
    </>
  )
}

/** The inbox's search, within what was said with this contact. */
function SearchMessages({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const look = () => {
    search.within({ contact: { id: contact.id, name: nameOf(contact) } })
    focusSearch(() => go("/"))
  }
  return (
    <Button variant="subtle" size="xs" leftSection={<IconSearch size={14} />} onClick={look}>
      {t("contacts:search_messages")}
    </Button>
  )
}

import { Button, TextInput } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { Avatar } from "../components/Avatar"
import { EmptyState } from "../components/EmptyState"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import { Time } from "../components/Time"
import classes from "./Contacts.module.css"
import { type Contact, nameOf, pictureOf, useContacts } from "./queries"

/** Everybody who wrote, the newest first, found by how their name begins. */
export function ContactList() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState("")
  const q = useDeferredValue(typed.trim())
  const contacts = useContacts(q)
  useTitle(t("contacts:title"))
  const found = contacts.data?.pages.flatMap(({ items }) => items)
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t("contacts:title")}</h1>
        <TextInput
          type="search"
          className={classes.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t("contacts:search")}
          placeholder={t("contacts:search")}
          maxLength={120}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </header>
      {found ? (
        found.length > 0 ? (
          <ul className={classes.list} aria-label={t("contacts:title")}>
            {found.map((contact) => (
              <Row key={contact.id} contact={contact} />
            ))}
          </ul>
        ) : (
          <EmptyState title={t(q ? "contacts:none_found" : "contacts:none")}>
            {!q && t("contacts:none_text")}
          </EmptyState>
        )
      ) : contacts.error ? (
        <ErrorState
          title={t("contacts:not_loaded")}
          error={contacts.error}
          retry={() => void contacts.refetch()}
        />
      ) : (
        <div className={classes.loading}>
          {[1, 2, 3, 4, 5].map((row) => (
            <Skeleton key={row} height={40} />
          ))}
        </div>
      )}
      {contacts.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={contacts.isFetchingNextPage}
          onClick={() => void contacts.fetchNextPage()}
        >
          {t("contacts:more")}
        </Button>
      )}
    </div>
  )
}

function Row({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const [first, ...others] = contact.identities
  return (
    <li>
      <Link href={`/contacts/${contact.id}`} className={classes.row}>
        <Avatar
          name={nameOf(contact)}
          picture={pictureOf(contact)}
          {...(first ? { channel: first.channel } : {})}
        />
        <span className={classes.who}>
          <span className={classes.name}>{nameOf(contact)}</span>
          <span className={classes.meta}>
            {first?.channel.name}
            {others.length > 0 && ` ${t("contacts:and_more", { count: others.length })}`}
          </span>
        </span>
        {contact.blocked_at && <span className={classes.blocked}>{t("contacts:blocked")}</span>}
        <Time at={contact.first_seen_at} className={classes.time} />
      </Link>
    </li>
  )
}

import { TextInput } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../browser/title"
import { Avatar } from "../components/Avatar"
import { EmptyState } from "../components/EmptyState"
import { Time } from "../components/Time"
import list from "../crm/List.module.css"
import { Rows } from "../crm/Rows"
import classes from "./Contacts.module.css"
import { type Contact, nameOf, pictureOf, useContacts } from "./queries"

/** Everybody who wrote, the newest first, found by how their name begins. */
export function ContactList() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState("")
  const q = useDeferredValue(typed.trim())
  const contacts = useContacts(q)
  useTitle(t("contacts:title"))
  const search = t("contacts:search")
  return (
    <div className={list.page}>
      <header className={list.head}>
        <h1 className={list.title}>{t("contacts:title")}</h1>
      </header>
      <div className={list.filters}>
        <TextInput
          type="search"
          className={list.first}
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={search}
          placeholder={search}
          maxLength={120}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Rows
        query={contacts}
        label={t("contacts:title")}
        failed={t("contacts:not_loaded")}
        empty={
          <EmptyState title={t(q ? "contacts:none_found" : "contacts:none")}>
            {!q && t("contacts:none_text")}
          </EmptyState>
        }
      >
        {(contact) => <Row contact={contact} />}
      </Rows>
    </div>
  )
}

function Row({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const [first, ...others] = contact.identities
  return (
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
  )
}

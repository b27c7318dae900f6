import { TextInput } from "@mantine/core"
import { IconSearch, IconUserPlus } from "@tabler/icons-react"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Avatar } from "../components/Avatar"
import classes from "./Contacts.module.css"
import { type Contact, nameOf, pictureOf, useContacts } from "./queries"

interface Props {
  /** Whom there is no sense in choosing. */
  except: number
  chosen: number | null
  onChoose: (contact: Contact) => void
  /** Where a new contact can be chosen, too. */
  fresh?: { chosen: boolean; onChoose: () => void }
}

/** One of all contacts, found by how the name begins. */
export function ContactChoice({ except, chosen, onChoose, fresh }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState("")
  const { data } = useContacts(useDeferredValue(typed.trim()))
  const found = (data?.pages[0]?.items ?? []).filter(({ id }) => id !== except).slice(0, 6)
  return (
    <>
      <TextInput
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t("contacts:search")}
        placeholder={t("contacts:search")}
        maxLength={120}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.choices}>
        {fresh && typed.trim() === "" && (
          <li>
            <button
              type="button"
              className={classes.choice}
              aria-pressed={fresh.chosen}
              onClick={fresh.onChoose}
            >
              <span className={classes.fresh}>
                <IconUserPlus size={16} aria-hidden />
              </span>
              <span className={classes.name}>{t("contacts:own_contact")}</span>
            </button>
          </li>
        )}
        {found.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              className={classes.choice}
              aria-pressed={contact.id === chosen}
              onClick={() => onChoose(contact)}
            >
              <Avatar name={nameOf(contact)} picture={pictureOf(contact)} size={28} />
              <span className={classes.name}>{nameOf(contact)}</span>
              <span className={classes.meta}>{contact.identities[0]?.channel.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {data && found.length === 0 && <p>{t("contacts:none_found")}</p>}
    </>
  )
}

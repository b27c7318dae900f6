import { TextInput } from "@mantine/core"
import { IconArrowRight, IconSearch } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import type { Conversation } from "../api/types"
import { Avatar } from "../components/Avatar"
import { ConfirmDialog } from "../components/ConfirmDialog"
import { toast } from "../components/toast"
import { wordError } from "../i18n/codes"
import classes from "./Contacts.module.css"
import { type Contact, type ContactDetails, nameOf, pictureOf, useContacts } from "./queries"

interface Props {
  row: Conversation
  from: ContactDetails
  onClose: () => void
}

/** Whose the conversation really is. The direction is drawn: from whom, to whom. */
export function MoveDialog({ row, from, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [to, setTo] = useState<Contact | null>(null)
  const undo = async () => {
    try {
      const back = await api.post<Conversation>(`/conversations/${row.id}/move-back`)
      await client.invalidateQueries({ queryKey: ["contact"] })
      go(`/contacts/${back.contact.id}`)
    } catch (error) {
      toast({ text: wordError(t, error), tone: "red" })
    }
  }
  const move = async () => {
    const moved = await api.post<Conversation>(`/conversations/${row.id}/move`, {
      contact: to?.id ?? null,
    })
    await client.invalidateQueries({ queryKey: ["contact"] })
    go(`/contacts/${moved.contact.id}`)
    toast({
      text: t("contacts:moved", { name: to ? nameOf(to) : "" }),
      action: { label: t("contacts:undo"), run: () => void undo() },
    })
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("contacts:move_title")}
      confirm={t("contacts:move_confirm")}
      color="indigo"
      ready={to !== null}
      onConfirm={move}
    >
      <p>{t("contacts:move_text")}</p>
      <p className={classes.direction}>
        <strong>{nameOf(from)}</strong>
        <IconArrowRight size={16} aria-label={t("contacts:to")} />
        <strong>{to ? nameOf(to) : "…"}</strong>
      </p>
      <Choice except={from.id} chosen={to} onChoose={setTo} />
    </ConfirmDialog>
  )
}

function Choice({
  except,
  chosen,
  onChoose,
}: {
  except: number
  chosen: Contact | null
  onChoose: (contact: Contact) => void
}) {
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
        {found.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              className={classes.choice}
              aria-pressed={contact.id === chosen?.id}
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

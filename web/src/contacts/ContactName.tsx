import { Button, TextInput } from "@mantine/core"
import { IconPencil } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { wordError } from "../i18n/codes"
import classes from "./Contacts.module.css"
import { type ContactDetails, nameOf } from "./queries"
import { useChangeContact } from "./useChangeContact"

/** How the contact is called here, and beside it the name that the provider told. */
export function ContactName({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const own = [...new Set(contact.identities.map(({ name }) => name))]
    .filter((name) => name !== "" && name !== contact.name)
    .join(t("contacts:separator"))
  if (editing) return <NameForm contact={contact} onDone={() => setEditing(false)} />
  return (
    <>
      <h1 className={classes.title}>
        {nameOf(contact)}
        <button
          type="button"
          className={classes.edit}
          aria-label={t("contacts:rename")}
          title={t("contacts:rename")}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={16} aria-hidden />
        </button>
      </h1>
      {own && <span className={classes.meta}>{t("contacts:own_name", { name: own })}</span>}
    </>
  )
}

function NameForm({ contact, onDone }: { contact: ContactDetails; onDone: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(contact.name)
  const change = useChangeContact(contact.id)
  const save = useMutation({ mutationFn: () => change({ name }), onSuccess: onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        data-autofocus
        autoFocus
        label={t("contacts:name")}
        description={t("contacts:name_hint")}
        maxLength={120}
        value={name}
        error={save.error ? wordError(t, save.error) : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
      />
      <div className={classes.buttons}>
        <Button type="submit" color="green" size="xs" loading={save.isPending}>
          {t("contacts:save")}
        </Button>
        <Button variant="default" size="xs" onClick={onDone}>
          {t("common:cancel")}
        </Button>
      </div>
    </form>
  )
}

import { IconArrowRight } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import type { Conversation } from "../api/types"
import { ConfirmDialog } from "../components/ConfirmDialog"
import { toast } from "../components/toast"
import { ContactChoice } from "./ContactChoice"
import classes from "./Contacts.module.css"
import { type Contact, type ContactDetails, nameOf } from "./queries"
import { useMoveBack } from "./useMoveBack"

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
  const [to, setTo] = useState<Contact | "own" | null>(null)
  const back = useMoveBack()
  const somebody = to === "own" ? null : to
  // Who has nothing else is a contact of their own already
  const apart = from.identities.length > 1
  const name = to === "own" ? t("contacts:own_contact") : to ? nameOf(to) : "…"
  const move = async () => {
    const moved = await api.post<Conversation>(`/conversations/${row.id}/move`, {
      contact: somebody?.id ?? null,
    })
    await client.invalidateQueries({ queryKey: ["contact"] })
    go(`/contacts/${moved.contact.id}`)
    toast({
      text: somebody ? t("contacts:moved", { name }) : t("contacts:moved_own"),
      action: { label: t("contacts:undo"), run: () => back.mutate([row.id]) },
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
        <strong>{name}</strong>
      </p>
      <ContactChoice
        except={from.id}
        chosen={somebody?.id ?? null}
        onChoose={setTo}
        {...(apart ? { fresh: { chosen: to === "own", onChoose: () => setTo("own") } } : {})}
      />
    </ConfirmDialog>
  )
}

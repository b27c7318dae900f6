import { Button } from "@mantine/core"
import { IconArrowRight, IconArrowsExchange } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import { ConfirmDialog } from "../components/ConfirmDialog"
import { Notice } from "../components/Notice"
import { toast } from "../components/toast"
import { ContactChoice } from "./ContactChoice"
import classes from "./Contacts.module.css"
import { isOf } from "./known"
import { type Contact, type ContactDetails, nameOf } from "./queries"
import { useMoveBack } from "./useMoveBack"

/** Makes one of two contacts that are the same person (D-54). */
export function MergeButton({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        {t("contacts:merge")}
      </Button>
      {asking && <MergeDialog contact={contact} onClose={() => setAsking(false)} />}
    </>
  )
}

/** With whom, and which of the two stays: the direction is drawn, and can be turned. */
function MergeDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation()
  const [other, setOther] = useState<Contact | null>(null)
  const [turned, setTurned] = useState(false)
  const merge = useMerge()
  const [from, into] = turned ? [other, contact] : [contact, other]
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("contacts:merge_title")}
      confirm={t("contacts:merge_confirm")}
      color="indigo"
      ready={other !== null}
      onConfirm={() => from && into && merge(from, into)}
    >
      <p>{t("contacts:merge_text")}</p>
      <p className={classes.direction}>
        <strong>{from ? nameOf(from) : "…"}</strong>
        <IconArrowRight size={16} aria-label={t("contacts:to")} />
        <strong>{into ? nameOf(into) : "…"}</strong>
        <button
          type="button"
          className={classes.edit}
          disabled={other === null}
          aria-label={t("contacts:turn")}
          title={t("contacts:turn")}
          onClick={() => setTurned(!turned)}
        >
          <IconArrowsExchange size={16} aria-hidden />
        </button>
      </p>
      {from && into && (
        <div className={classes.stays}>
          <Notice>
            {t("contacts:merge_stays", { name: nameOf(into) })}{" "}
            {into.blocked_at && !from.blocked_at && t("contacts:merge_blocks")}
            {from.blocked_at && !into.blocked_at && t("contacts:merge_unblocks")}
          </Notice>
        </div>
      )}
      <ContactChoice except={contact.id} chosen={other?.id ?? null} onChoose={setOther} />
    </ConfirmDialog>
  )
}

function useMerge() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const back = useMoveBack()
  return async (from: Contact, into: Contact) => {
    const merged = await api.post<ContactDetails>(`/contacts/${from.id}/merge`, {
      contact: into.id,
    })
    const moved = merged.conversations.filter((row) =>
      from.identities.some((identity) => isOf(identity, row)),
    )
    go(`/contacts/${into.id}`)
    await client.invalidateQueries({ queryKey: ["contact"] })
    const undo = () => back.mutate(moved.map(({ id }) => id))
    toast({
      text: t("contacts:merged", { name: nameOf(into) }),
      ...(moved.length > 0 ? { action: { label: t("contacts:undo"), run: undo } } : {}),
    })
  }
}

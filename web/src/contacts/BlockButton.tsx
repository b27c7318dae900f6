import { Button } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { DestroyButton } from "../components/DestroyButton"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import { type ContactDetails, nameOf } from "./queries"
import { useChangeContact } from "./useChangeContact"

/** Blocks after a question, unblocks at once. */
export function BlockButton({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation()
  const change = useChangeContact(contact.id)
  const unblock = useMutation({ mutationFn: () => change({ blocked: false }) })
  if (contact.blocked_at)
    return (
      <div>
        <Button
          variant="default"
          size="xs"
          loading={unblock.isPending}
          onClick={() => unblock.mutate()}
        >
          {t("contacts:unblock")}
        </Button>
        {unblock.error && <Notice tone="red">{wordError(t, unblock.error)}</Notice>}
      </div>
    )
  return (
    <DestroyButton
      label={t("contacts:block")}
      title={t("contacts:block_title", { name: nameOf(contact) })}
      onConfirm={() => change({ blocked: true })}
    >
      <p>{t("contacts:block_goes")}</p>
      <p>
        {t("contacts:block_stays")} <Link href="/help/contacts">{t("common:learn_more")}</Link>
      </p>
    </DestroyButton>
  )
}

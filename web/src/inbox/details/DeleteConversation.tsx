import { useQueryClient } from "@tanstack/react-query"
import { Link, useLocation } from "wouter"
import { api } from "../../api/client"
import type { Conversation } from "../../api/types"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { toast } from "../../components/toast"
import { useWords } from "../../i18n/useWords"
import { forgetConversation } from "../caches"
import { contactName } from "../contactName"

interface Props {
  conversation: Conversation
  /** What the provider is called: its copy stays. */
  provider: string
  opened: boolean
  onClose: () => void
}

/** INB-29, INB-30, H-12: what goes, what stays, and where the rest is deleted. */
export function DeleteConversation({ conversation, provider, opened, onClose }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [, go] = useLocation()
  const params = { name: contactName(conversation), provider }
  const remove = async () => {
    await api.delete(`/conversations/${conversation.id}`)
    go("/")
    forgetConversation(client, conversation.id)
    toast({ text: t("details:delete.done", params) })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("details:delete.title", params)}
      confirm={t("details:delete.confirm")}
      onConfirm={remove}
    >
      <p>{t("details:delete.goes")}</p>
      <p>{t("details:delete.stays", params)}</p>
      <p>
        {t("details:delete.again")} <Link href="/help/delete">{t("common:learn_more")}</Link>
      </p>
    </ConfirmDialog>
  )
}

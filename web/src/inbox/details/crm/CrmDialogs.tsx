import { useQuery } from "@tanstack/react-query"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { ApiError } from "../../../api/error"
import { toast } from "../../../components/toast"
import { loadWords } from "../../../i18n"
import { wordError } from "../../../i18n/codes"
import { useConversation } from "../../thread/useThread"
import { ask, useAsking } from "./asking"
import { ConfirmLink } from "./ConfirmLink"
import { LinkDialog } from "./LinkDialog"
import { RecordDialog } from "./RecordDialog"
import { UndoDialog } from "./UndoDialog"
import { panelQuery } from "./usePanel"

await loadWords("panel", "crm", "form")

/** The dialogs of the card: opened from it, or by a key. */
export default function CrmDialogs({ conversation }: { conversation: number }) {
  const { t } = useTranslation()
  const asking = useAsking()
  const { data: panel, error } = useQuery(panelQuery(conversation))
  const { data: row } = useConversation(conversation)
  // They belong to one conversation
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, no dialog
  useEffect(() => () => ask(null), [conversation])
  // By its key, while the card is not to be seen
  useEffect(() => {
    if (!error || panel) return
    ask(null)
    const none = error instanceof ApiError && error.status === 404
    if (!none) toast({ text: `${t("panel:not_loaded")} ${wordError(t, error)}`, tone: "red" })
  }, [error, panel, t])
  const close = () => ask(null)
  if (!asking || !panel || !row) return null
  if (asking.what === "create")
    return <RecordDialog panel={panel} conversation={row} asked={asking} onClose={close} />
  if (asking.what === "transcript")
    return <ConfirmLink panel={panel} link={asking.link} onClose={close} />
  if (asking.what === "undo") return <UndoDialog panel={panel} link={asking.link} onClose={close} />
  if (asking.record) return <ConfirmLink panel={panel} record={asking.record} onClose={close} />
  return <LinkDialog panel={panel} q={asking.q ?? ""} onClose={close} />
}

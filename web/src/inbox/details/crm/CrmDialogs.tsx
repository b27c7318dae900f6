import { useQuery } from "@tanstack/react-query"
import { useEffect } from "react"
import { loadWords } from "../../../i18n"
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
  const asking = useAsking()
  const { data: panel } = useQuery(panelQuery(conversation))
  const { data: row } = useConversation(conversation)
  // They belong to one conversation
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, no dialog
  useEffect(() => () => ask(null), [conversation])
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

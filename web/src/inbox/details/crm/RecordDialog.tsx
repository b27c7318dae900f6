import { Modal } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Conversation } from "../../../api/types"
import { newKey } from "../../../browser/key"
import { Tabs } from "../../../crm/Tabs"
import type { Asking } from "./asking"
import classes from "./CrmDialogs.module.css"
import { RecordForm } from "./RecordForm"
import type { NewKind, Panel } from "./types"

interface Props {
  panel: Panel
  conversation: Conversation
  asked: Extract<Asking, { what: "create" }>
  onClose: () => void
}

/** A person, lead or deal from the conversation, with all filled in that is known. */
export function RecordDialog({ panel, conversation, asked, onClose }: Props) {
  const { t } = useTranslation()
  const kinds: NewKind[] = panel.person ? ["deal", "lead"] : ["person", "deal", "lead"]
  const [kind, setKind] = useState<NewKind>(
    kinds.includes(asked.kind) ? asked.kind : (kinds[0] as NewKind),
  )
  // Pressing twice makes one
  const [keys] = useState({ person: newKey(), lead: newKey(), deal: newKey() })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`panel:new.${kind}`)}
      size={480}
      yOffset="6vh"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <div className={classes.body}>
        <Tabs
          label={t("panel:new.what")}
          chosen={kind}
          choices={kinds.map((value) => ({ value, label: t(`panel:kind.${value}`) }))}
          onChoose={setKind}
        />
        <RecordForm
          key={kind}
          kind={kind}
          createKey={keys[kind]}
          panel={panel}
          conversation={conversation}
          name={asked.name}
          onDone={onClose}
        />
      </div>
    </Modal>
  )
}

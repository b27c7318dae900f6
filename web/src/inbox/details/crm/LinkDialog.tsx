import { Modal, TextInput } from "@mantine/core"
import { IconSearch } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ConfirmLink } from "./ConfirmLink"
import classes from "./CrmDialogs.module.css"
import { Found } from "./Found"
import type { CrmRecord, Panel } from "./types"
import { useFound } from "./useFound"

/** Finds a person, lead or deal as one types; Enter takes it, and then how to link it is asked. */
export function LinkDialog({
  panel,
  q,
  onClose,
}: {
  panel: Panel
  q: string
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(q)
  const [chosen, choose] = useState<CrmRecord | null>(null)
  const found = useFound(panel, typed, choose)
  if (chosen)
    return (
      <ConfirmLink panel={panel} record={chosen} onBack={() => choose(null)} onClose={onClose} />
    )
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("panel:search.title")}
      size={520}
      yOffset="10vh"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <div className={classes.body}>
        <TextInput
          type="search"
          size="md"
          data-autofocus
          leftSection={<IconSearch size={16} aria-hidden />}
          aria-label={t("panel:search.label")}
          placeholder={t("panel:search.placeholder")}
          role="combobox"
          aria-expanded={found.choices.length > 0}
          aria-controls="crm-found"
          aria-activedescendant={found.at >= 0 ? `crm-found-${found.at}` : undefined}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={found.press}
        />
        <Found found={found} typed={typed.trim()} />
      </div>
    </Modal>
  )
}

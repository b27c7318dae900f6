import { Button, Modal, TextInput } from "@mantine/core"
import { IconArrowLeft, IconSearch, IconUserQuestion } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { Notice } from "../../../components/Notice"
import { wordError } from "../../../i18n/codes"
import classes from "./CrmDialogs.module.css"
import { Found } from "./Found"
import { ReadersNotice } from "./ReadersNotice"
import { RecordLine } from "./RecordLine"
import type { CrmRecord, Link, Panel } from "./types"
import { useFound } from "./useFound"
import { usePanelAct } from "./usePanel"
import { useReaders } from "./useReaders"

interface Props {
  panel: Panel
  /** To the person who it was not. */
  link: Link
  onClose: () => void
}

/** H-14: it was somebody else. What was written goes to whom it belongs, or is taken back. */
export function UndoDialog({ panel, link, onClose }: Props) {
  const { t } = useTranslation()
  const [right, setRight] = useState<CrmRecord | "nobody" | null>(null)
  const wrong = link.record.hidden ? t("panel:kind.person") : link.record.title
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("panel:undo.title", { title: wrong })}
      size={520}
      yOffset="10vh"
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {right === null ? (
        <Choose panel={panel} choose={setRight} />
      ) : (
        <Confirm
          panel={panel}
          link={link}
          wrong={wrong}
          right={right === "nobody" ? null : right}
          onBack={() => setRight(null)}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

function Choose({
  panel,
  choose,
}: {
  panel: Panel
  choose: (right: CrmRecord | "nobody") => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState("")
  const found = useFound(panel, typed, choose, "person")
  return (
    <div className={classes.body}>
      <p>{t("panel:undo.text")}</p>
      <TextInput
        type="search"
        size="md"
        data-autofocus
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t("panel:undo.search")}
        placeholder={t("panel:undo.search")}
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
      <Found found={found} typed={typed.trim()} fresh={false} />
      <div className={classes.fresh}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserQuestion size={14} />}
          onClick={() => choose("nobody")}
        >
          {t("panel:undo.nobody")}
        </Button>
      </div>
    </div>
  )
}

interface ConfirmProps extends Props {
  wrong: string
  /** null: nobody we know. */
  right: CrmRecord | null
  onBack: () => void
}

function Confirm({ panel, link, wrong, right, onBack, onClose }: ConfirmProps) {
  const { t } = useTranslation()
  const act = usePanelAct(panel.conversation_id)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const told = right !== null && link.transcript
  const readers = useReaders(panel, { kind: "person", id: right?.id ?? "" }, told)
  const go = async () => {
    setBusy(true)
    setError(null)
    try {
      const to = right && { kind: "person", id: right.id }
      const body = { to, agreed: readers.agreed }
      await act(() => api.post<Panel>(`/conversations/${panel.conversation_id}/crm/undo`, body))
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <div className={classes.body}>
      {right && (
        <div className={classes.chosen}>
          <RecordLine record={right} />
        </div>
      )}
      <p>{t(right ? "panel:undo.moves" : "panel:undo.takes_back", { title: wrong })}</p>
      <p className={classes.meta}>{t("panel:undo.remembered")}</p>
      <ReadersNotice readers={readers} />
      {error !== null && <Notice tone="red">{wordError(t, error)}</Notice>}
      <div className={classes.buttons}>
        <Button
          variant="subtle"
          color="gray"
          className={classes.first}
          leftSection={<IconArrowLeft size={16} />}
          disabled={busy}
          onClick={onBack}
        >
          {t("panel:confirm.back")}
        </Button>
        <Button
          data-autofocus
          color={right ? "indigo" : "red"}
          loading={busy}
          disabled={readers.waiting}
          onClick={() => void go()}
        >
          {t(right ? "panel:undo.confirm" : "panel:undo.confirm_nobody")}
        </Button>
      </div>
    </div>
  )
}

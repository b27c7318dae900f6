import { Button, Modal } from "@mantine/core"
import { IconArrowLeft } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { Notice } from "../../../components/Notice"
import { Toggle } from "../../../components/Toggle"
import { wordError } from "../../../i18n/codes"
import classes from "./CrmDialogs.module.css"
import { ReadersNotice } from "./ReadersNotice"
import { RecordLine } from "./RecordLine"
import { receivers } from "./records"
import type { CrmRecord, Link, Panel } from "./types"
import { usePanelAct } from "./usePanel"
import { useReaders } from "./useReaders"

interface Props {
  panel: Panel
  /** To be linked. */
  record?: CrmRecord
  /** Linked, to be given the transcript. */
  link?: Link
  onBack?: () => void
  onClose: () => void
}

/** How to link: with what is said or without, and whether it gets the messages. Private: who will read it, first. */
export function ConfirmLink({ panel, record: fresh, link, onBack, onClose }: Props) {
  const { t } = useTranslation()
  const record = link?.record ?? (fresh as CrmRecord)
  const act = usePanelAct(panel.conversation_id)
  const [transcript, setTranscript] = useState(true)
  const [receives, setReceives] = useState(true)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const readers = useReaders(panel, { kind: record.kind, id: record.id }, transcript)
  const item = record.kind === "deal" || record.kind === "lead"
  const others = item && receivers(panel).length > 0
  const go = async (write: boolean) => {
    setBusy(true)
    setError(null)
    try {
      await act(() => send(write))
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const send = (write: boolean) => {
    const choices = { transcript: write, agreed: readers.agreed }
    if (link) return api.patch<Panel>(`/crm-links/${link.id}`, choices)
    const { kind, id } = record
    return api.post<Panel>(`/conversations/${panel.conversation_id}/crm/links`, {
      kind,
      id,
      receives,
      ...choices,
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(link ? "panel:confirm.begin" : "panel:confirm.title")}
      centered
      size={480}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <div className={classes.body}>
        <div className={classes.chosen}>
          <RecordLine record={record} />
        </div>
        {!link && (
          <Toggle
            label={t("panel:confirm.transcript")}
            description={t("panel:confirm.transcript_text")}
            checked={transcript}
            onChange={setTranscript}
          />
        )}
        {others && transcript && !link && (
          <Toggle
            label={t("panel:confirm.receives")}
            description={t("panel:confirm.receives_text")}
            checked={receives}
            onChange={setReceives}
          />
        )}
        {transcript && <ReadersNotice readers={readers} />}
        {error !== null && <Notice tone="red">{wordError(t, error)}</Notice>}
        <div className={classes.buttons}>
          {onBack && (
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
          )}
          {panel.private && transcript && !link && (
            <Button variant="default" disabled={busy} onClick={() => void go(false)}>
              {t("panel:confirm.without")}
            </Button>
          )}
          <Button
            data-autofocus
            loading={busy}
            disabled={transcript && readers.waiting}
            onClick={() => void go(transcript)}
          >
            {t(
              panel.private && transcript
                ? link
                  ? "panel:confirm.begin_agreed"
                  : "panel:confirm.link_agreed"
                : "panel:confirm.link",
            )}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

import { Button, Modal } from "@mantine/core"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { wordError } from "../i18n/codes"
import classes from "./ConfirmModal.module.css"

export interface Props {
  opened: boolean
  onClose: () => void
  /** Names the thing: "Disconnect “Hana Flowers”?" */
  title: string
  /** What goes, and what stays. */
  children: ReactNode
  confirm: string
  /** Red by default: such dialogs are for what cannot be undone. */
  color?: "red" | "indigo"
  /** Whether what it needs to know is chosen. */
  ready?: boolean
  /** The dialog stays open with the sentence when this fails. */
  onConfirm: () => Promise<unknown> | unknown
}

export default function ConfirmModal({
  opened,
  onClose,
  title,
  children,
  confirm,
  color = "red",
  ready = true,
  onConfirm,
}: Props) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const go = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={440}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <div className={classes.text}>{children}</div>
      {error !== null && (
        <p className={classes.error} role="alert">
          {wordError(t, error)}
        </p>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t("common:cancel")}
        </Button>
        <Button color={color} onClick={go} loading={busy} disabled={!ready} data-autofocus>
          {confirm}
        </Button>
      </div>
    </Modal>
  )
}

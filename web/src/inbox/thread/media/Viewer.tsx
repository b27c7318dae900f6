import { Modal } from "@mantine/core"
import { IconChevronLeft, IconChevronRight, IconDownload, IconX } from "@tabler/icons-react"
import { useEffect } from "react"
import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import classes from "./Viewer.module.css"

interface Props {
  pictures: Attachment[]
  open: number
  onOpen: (attachment: number) => void
  onClose: () => void
}

/** A picture as large as the screen, and the way to the ones before and after it. */
export default function Viewer({ pictures, open, onOpen, onClose }: Props) {
  const { t } = useWords()
  const at = pictures.findIndex(({ id }) => id === open)
  const picture = pictures[at]
  const go = (step: number) => {
    const next = pictures[at + step]
    if (next) onOpen(next.id)
  }
  useArrowKeys(go)
  if (!picture?.url) return null
  return (
    <Modal.Root opened onClose={onClose} fullScreen aria-label={t("thread:viewer")}>
      <Modal.Content className={classes.viewer}>
        <header className={classes.head}>
          <span className={classes.count}>
            {at + 1} / {pictures.length}
          </span>
          <a
            className={classes.tool}
            href={picture.url}
            download={picture.name || undefined}
            aria-label={t("thread:download")}
            title={t("thread:download")}
          >
            <IconDownload size={20} />
          </a>
          <button
            type="button"
            className={classes.tool}
            onClick={onClose}
            aria-label={t("common:close")}
            title={t("common:close")}
          >
            <IconX size={20} />
          </button>
        </header>
        <div className={classes.stage}>
          <img src={picture.url} alt={picture.name} />
        </div>
        <Step
          side="left"
          disabled={at === 0}
          go={() => go(-1)}
          label={t("thread:previous_picture")}
        />
        <Step
          side="right"
          disabled={at === pictures.length - 1}
          go={() => go(1)}
          label={t("thread:next_picture")}
        />
      </Modal.Content>
    </Modal.Root>
  )
}

interface StepProps {
  side: "left" | "right"
  disabled: boolean
  label: string
  go: () => void
}

function Step({ side, disabled, label, go }: StepProps) {
  const Icon = side === "left" ? IconChevronLeft : IconChevronRight
  return (
    <button
      type="button"
      className={classes.step}
      data-side={side}
      disabled={disabled}
      onClick={go}
      aria-label={label}
    >
      <Icon size={28} />
    </button>
  )
}

function useArrowKeys(go: (step: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "ArrowLeft") go(-1)
      if (event.key === "ArrowRight") go(1)
    }
    window.addEventListener("keydown", press)
    return () => window.removeEventListener("keydown", press)
  })
}

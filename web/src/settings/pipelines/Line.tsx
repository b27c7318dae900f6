import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from "@tabler/icons-react"
import { type ReactNode, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import tool from "../../components/IconTool.module.css"
import { NameForm } from "./NameForm"
import classes from "./Pipelines.module.css"
import { RemoveDialog } from "./RemoveDialog"
import type { useStructure } from "./useStructure"

interface Props {
  path: string
  name: string
  /** From 0, of so many. */
  at: number
  of: number
  structure: ReturnType<typeof useStructure>
  editable: boolean
  heading?: boolean
  /** Where its deals can go; nothing: it is the only one, and stays. */
  places: { value: string; label: string }[]
  question: string
  children?: ReactNode
}

/** One of several in their order, a pipeline or a stage: renamed, moved up or down, removed. */
export function Line(props: Props) {
  const { t } = useTranslation()
  const { path, name, at, of, structure, editable, heading = false, places, question } = props
  const [renaming, setRenaming] = useState(false)
  const [removing, setRemoving] = useState(false)
  const line = useRef<HTMLDivElement>(null)
  const put = (place: number) =>
    structure.do(
      (api) => api.patch(path, { place }),
      // At an end the button that was pressed is gone
      () => line.current?.querySelector<HTMLElement>("button:enabled")?.focus(),
    )
  const rename = (typed: string) =>
    structure.do(
      (api) => api.patch(path, { name: typed }),
      () => setRenaming(false),
    )
  if (renaming)
    return (
      <NameForm
        label={t("board:settings.rename", { name })}
        name={name}
        busy={structure.busy}
        onSave={rename}
        onClose={() => setRenaming(false)}
      />
    )
  const Name = heading ? "h2" : "span"
  return (
    <div ref={line} className={classes.line} data-heading={heading}>
      <Name className={classes.name}>{name}</Name>
      {editable && (
        <span className={classes.tools}>
          <Tool
            label={t("board:settings.up", { name })}
            Icon={IconArrowUp}
            disabled={at === 0 || structure.busy}
            onClick={() => put(at)}
          />
          <Tool
            label={t("board:settings.down", { name })}
            Icon={IconArrowDown}
            disabled={at === of - 1 || structure.busy}
            onClick={() => put(at + 2)}
          />
          <Tool
            label={t("board:settings.rename", { name })}
            Icon={IconPencil}
            onClick={() => setRenaming(true)}
          />
          <Tool
            label={t("board:settings.remove", { name })}
            Icon={IconTrash}
            disabled={places.length === 0}
            onClick={() => setRemoving(true)}
          />
        </span>
      )}
      {removing && (
        <RemoveDialog
          question={question}
          places={places}
          onRemove={(to) => structure.ask((api) => api.delete(`${path}?move_to=${to}`))}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  )
}

interface ToolProps {
  label: string
  Icon: typeof IconPencil
  disabled?: boolean
  onClick: () => void
}

function Tool({ label, Icon, disabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={tool.tool}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={16} stroke={1.7} aria-hidden />
    </button>
  )
}

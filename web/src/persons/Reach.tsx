import { IconAlertTriangle, IconPencil } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { CopyText } from "../components/CopyText"
import tool from "../components/IconTool.module.css"
import type { Label, Person } from "../crm/types"
import type { Changes } from "../crm/useRecordChange"
import { Fact } from "../records/Facts"
import record from "../records/Record.module.css"
import { ReachEditor } from "./ReachEditor"

interface Props {
  person: Person
  save: (change: Changes) => Promise<unknown>
}

/** Numbers and addresses, each with what it is for: copied with a click, changed all at once. */
export function Reach({ person, save }: Props) {
  return (
    <>
      <Lines
        kind="phones"
        lines={person.phones}
        editable={person.may.change}
        onSave={(phones) => save({ phones })}
      />
      <Lines
        kind="emails"
        lines={person.emails}
        editable={person.may.change}
        onSave={(emails) => save({ emails })}
      />
    </>
  )
}

interface Line {
  value: string
  label: Label
  readable?: boolean
}

interface LinesProps {
  kind: "phones" | "emails"
  lines: Line[]
  editable: boolean
  onSave: (lines: Line[]) => Promise<unknown>
}

function Lines({ kind, lines, editable, onSave }: LinesProps) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const field = t(`crm:field.${kind}`)
  const edit = t("crm:field.edit", { field })
  if (editing)
    return (
      <Fact label={field} wide>
        <ReachEditor kind={kind} lines={lines} onSave={onSave} onClose={() => setEditing(false)} />
      </Fact>
    )
  return (
    <Fact label={field}>
      <span className={record.value}>
        <span className={record.shown}>
          {lines.length === 0 && <span className={record.none}>{t("crm:field.empty")}</span>}
          {lines.map(({ value, label, readable = true }) => (
            <span key={value} className={record.reach}>
              <CopyText text={value} />
              <span className={record.meta}>{t(`board:label.${label}`)}</span>
              {!readable && (
                <span className={record.warning}>
                  <IconAlertTriangle size={14} aria-hidden />
                  {t("board:no_number")}
                </span>
              )}
            </span>
          ))}
        </span>
        {editable && (
          <button
            type="button"
            className={tool.tool}
            aria-label={edit}
            title={edit}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={15} aria-hidden />
          </button>
        )}
      </span>
    </Fact>
  )
}

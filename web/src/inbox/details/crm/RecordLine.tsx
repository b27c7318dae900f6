import { useTranslation } from "react-i18next"
import { StageSteps } from "../../../crm/StageBar"
import classes from "./CrmCard.module.css"
import { RecordName } from "./RecordName"
import { facts } from "./records"
import type { CrmRecord } from "./types"

interface Props {
  record: CrmRecord
  /** The person beside whom it stands, by id. */
  beside?: string
}

/** A deal or lead in a few lines: its name, what it is worth and whose it is, how far it has come. */
export function RecordLine({ record, beside = "" }: Props) {
  const { t } = useTranslation()
  const { stage } = record
  return (
    <div className={classes.what}>
      <RecordName record={record} />
      {!record.hidden && (
        <span className={classes.meta}>{facts(t, record, { beside }).join(" · ")}</span>
      )}
      {stage && !record.gone && record.status === "open" && (
        <StageSteps name={stage.name} place={stage.place} of={stage.of} />
      )}
    </div>
  )
}

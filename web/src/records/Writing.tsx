import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Tabs } from "../crm/Tabs"
import type { Kind } from "../crm/types"
import { loadWords } from "../i18n"
import { ActivityBox } from "./ActivityBox"
import { FileBox } from "./FileBox"
import { NoteBox } from "./NoteBox"
import classes from "./Writing.module.css"

await loadWords("activities")

const boxes = { note: NoteBox, activity: ActivityBox, file: FileBox }
type What = keyof typeof boxes

/** What a member adds to a record: a note, an activity, files. */
export function Writing({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const [what, choose] = useState<What>("note")
  const Box = boxes[what]
  return (
    <div className={classes.writing}>
      <Tabs
        label={t("activities:what")}
        chosen={what}
        choices={(["note", "activity", "file"] as const).map((value) => ({
          value,
          label: t(`activities:what_${value}`),
        }))}
        onChoose={choose}
      />
      <Box kind={kind} id={id} />
    </div>
  )
}

import { memo } from "react"
import { useNow } from "../../browser/now"
import { formatDay } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { EventLine } from "./EventLine"
import classes from "./Lines.module.css"
import type { Line } from "./lines"
import { Run } from "./Run"

interface Props {
  lines: Line[]
  name: string
  picture: string | null
}

export const Lines = memo(function Lines({ lines, name, picture }: Props) {
  return lines.map((line) => {
    if (line.type === "day") return <DayLine key={line.key} day={line.day} />
    if (line.type === "new") return <NewLine key={line.key} />
    if (line.type === "event") return <EventLine key={line.key} message={line.message} />
    return <Run key={line.key} messages={line.messages} name={name} picture={picture} />
  })
})

function DayLine({ day }: { day: number }) {
  useWords()
  const now = useNow()
  return (
    <div className={classes.day}>
      <time dateTime={new Date(day).toISOString()}>{formatDay(new Date(day), now)}</time>
    </div>
  )
}

function NewLine() {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot hold the word
    <div className={classes.new} role="separator" aria-label={t("thread:new")}>
      <span>{t("thread:new")}</span>
    </div>
  )
}

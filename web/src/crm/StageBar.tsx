import classes from "./List.module.css"
import type { Stage } from "./types"

interface Props {
  stages: Stage[]
  stage: number
}

/** How far it has come, as a small bar with the stage's name; removed stages have a name no more. */
export function StageBar({ stages, stage }: Props) {
  const place = stages.findIndex(({ id }) => id === stage) + 1
  return <StageSteps name={stages[place - 1]?.name ?? ""} place={place} of={stages.length} />
}

/** The same of a stage that is known by its place, from 1. */
export function StageSteps({ name, place, of }: { name: string; place: number; of: number }) {
  return (
    <span className={classes.stage}>
      <span className={classes.bars} aria-hidden>
        {Array.from({ length: of }, (_, index) => index + 1).map((step) => (
          <span key={step} data-passed={step <= place} />
        ))}
      </span>
      <span className={classes.meta}>{name}</span>
    </span>
  )
}

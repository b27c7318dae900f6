import classes from "./List.module.css"
import type { Stage } from "./types"

interface Props {
  stages: Stage[]
  stage: number
}

/** How far it has come, as a small bar with the stage's name; removed stages have a name no more. */
export function StageBar({ stages, stage }: Props) {
  const place = stages.findIndex(({ id }) => id === stage)
  return (
    <span className={classes.stage}>
      <span className={classes.bars} aria-hidden>
        {stages.map(({ id }, index) => (
          <span key={id} data-passed={index <= place} />
        ))}
      </span>
      <span className={classes.meta}>{stages[place]?.name}</span>
    </span>
  )
}

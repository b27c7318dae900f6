import { useTranslation } from "react-i18next"
import type { Stage } from "../crm/types"
import classes from "./Stages.module.css"

interface Props {
  stages: Stage[]
  stage: number
  /** It is won, lost or put away: the steps are only read. */
  still: boolean
  onChoose: (stage: number) => void
}

/** The stages as steps; pressing one takes the deal there. */
export function Stages({ stages, stage, still, onChoose }: Props) {
  const { t } = useTranslation()
  const place = stages.findIndex(({ id }) => id === stage)
  return (
    <div>
      <ol className={classes.steps} aria-label={t("crm:field.stage")}>
        {stages.map(({ id, name }, index) => (
          <li key={id} data-passed={index <= place}>
            <button
              type="button"
              disabled={still}
              aria-current={id === stage ? "step" : undefined}
              title={name}
              onClick={() => id !== stage && onChoose(id)}
            >
              <span>{name}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className={classes.here} aria-hidden>
        {stages[place]?.name}
      </p>
    </div>
  )
}

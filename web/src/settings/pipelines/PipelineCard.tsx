import { Button } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Pipeline } from "../../crm/types"
import { Line } from "./Line"
import { NameForm } from "./NameForm"
import classes from "./Pipelines.module.css"
import { useStructure } from "./useStructure"

interface Props {
  pipeline: Pipeline
  at: number
  all: Pipeline[]
  editable: boolean
}

/** One pipeline with its stages in their order. */
export function PipelineCard({ pipeline, at, all, editable }: Props) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const structure = useStructure()
  const { id, name, stages } = pipeline
  const others = all.filter((each) => each.id !== id)
  const elsewhere = others.flatMap((each) => placesOf(each.stages, `${each.name} › `))
  const add = (typed: string) =>
    structure.do(
      (api) => api.post("/stages", { pipeline: id, name: typed }),
      () => setAdding(false),
    )
  return (
    <section className={classes.card} aria-label={name}>
      <Line
        heading
        path={`/pipelines/${id}`}
        name={name}
        at={at}
        of={all.length}
        structure={structure}
        editable={editable}
        places={elsewhere}
        question={t("board:settings.remove_pipeline", { name })}
      />
      <ol className={classes.stages}>
        {stages.map((stage, place) => (
          <li key={stage.id}>
            <Line
              path={`/stages/${stage.id}`}
              name={stage.name}
              at={place}
              of={stages.length}
              structure={structure}
              editable={editable}
              places={stages.length > 1 ? besides(stages, place, elsewhere) : []}
              question={t("board:settings.remove_stage", { name: stage.name })}
            />
          </li>
        ))}
      </ol>
      {editable && (
        <div className={classes.fresh}>
          {adding ? (
            <NameForm
              label={t("board:settings.stage_name")}
              busy={structure.busy}
              onSave={add}
              onClose={() => setAdding(false)}
            />
          ) : (
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => setAdding(true)}
            >
              {t("board:settings.add_stage")}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

type Stages = Pipeline["stages"]

const placesOf = (stages: Stages, before = "") =>
  stages.map(({ id, name }) => ({ value: String(id), label: before + name }))

/** Most often its deals go one step back, or on from the first. */
function besides(stages: Stages, place: number, elsewhere: ReturnType<typeof placesOf>) {
  const before = stages.slice(0, place).reverse()
  return [...placesOf(before), ...placesOf(stages.slice(place + 1)), ...elsewhere]
}

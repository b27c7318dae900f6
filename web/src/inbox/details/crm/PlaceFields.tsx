import { NativeSelect } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import classes from "./CrmDialogs.module.css"
import { crmPipelinesQuery } from "./usePanel"

/** In which pipeline the deal begins, where there are several, and in which stage. */
export function PlaceFields() {
  const { t } = useTranslation()
  const { data: pipelines = [] } = useQuery(crmPipelinesQuery)
  const [chosen, choose] = useState("")
  const pipeline = pipelines.find(({ id }) => id === chosen) ?? pipelines[0]
  // The CRM has a first one by itself, should it not answer
  if (!pipeline) return null
  return (
    <div className={classes.pair}>
      {pipelines.length > 1 && (
        <NativeSelect
          size="md"
          label={t("crm:field.pipeline")}
          name="pipeline"
          value={pipeline.id}
          data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        key={pipeline.id}
        size="md"
        label={t("crm:field.stage")}
        name="stage"
        data={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </div>
  )
}

import { NativeSelect } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { crmPipelinesQuery } from "../../inbox/details/crm/usePanel"
import classes from "./Automation.module.css"

interface Props {
  chosen: string
  disabled: boolean
  choose: (pipeline: string) => void
}

/** TL-24: where deals of new conversations begin, of all pipelines that the CRM has. */
export function PipelineChoice({ chosen, disabled, choose }: Props) {
  const { t } = useTranslation()
  const { data: pipelines } = useQuery(crmPipelinesQuery)
  const first = pipelines?.at(0)?.name
  const gone = pipelines && chosen && !pipelines.some(({ id }) => id === chosen)
  return (
    <NativeSelect
      size="md"
      className={classes.select}
      label={t("automation:pipeline.label")}
      description={t("automation:pipeline.text")}
      value={chosen}
      disabled={disabled || !pipelines}
      error={gone ? t("automation:pipeline.gone") : undefined}
      data={[
        {
          value: "",
          label: first
            ? t("automation:pipeline.default", { name: first })
            : t("automation:pipeline.default_unnamed"),
        },
        ...(pipelines ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ...(gone ? [{ value: chosen, label: "–" }] : []),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  )
}

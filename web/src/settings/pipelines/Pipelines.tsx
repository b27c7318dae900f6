import { Button } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { pipelinesQuery } from "../../crm/queries"
import { SettingsPage } from "../SettingsPage"
import { NameForm } from "./NameForm"
import { PipelineCard } from "./PipelineCard"
import classes from "./Pipelines.module.css"
import { useStructure } from "./useStructure"

/** The ways of selling, each with its stages. */
export default function Pipelines() {
  const { t } = useTranslation()
  const { member } = useMe()
  const { data: pipelines, error, refetch } = useQuery({ ...pipelinesQuery, staleTime: 0 })
  const [making, setMaking] = useState(false)
  const structure = useStructure()
  const may = member?.can_change_settings ?? false
  const add = (name: string) =>
    structure.do(
      (api) => api.post("/pipelines", { name }),
      () => setMaking(false),
    )
  return (
    <SettingsPage
      title={t("board:settings.title")}
      lead={t("board:settings.lead")}
      action={
        may && (
          <Button
            color="green"
            leftSection={<IconPlus size={16} />}
            onClick={() => setMaking(true)}
          >
            {t("board:settings.new")}
          </Button>
        )
      }
    >
      {!may && <Notice>{t("board:settings.may_not")}</Notice>}
      {making && (
        <div className={classes.card}>
          <div className={classes.fresh}>
            <NameForm
              label={t("board:settings.name")}
              busy={structure.busy}
              onSave={add}
              onClose={() => setMaking(false)}
            />
          </div>
        </div>
      )}
      {pipelines ? (
        pipelines.map((pipeline, at) => (
          <PipelineCard
            key={pipeline.id}
            pipeline={pipeline}
            at={at}
            all={pipelines}
            editable={may}
          />
        ))
      ) : error ? (
        <ErrorState
          title={t("board:settings.not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      ) : (
        <Skeleton height={280} />
      )}
    </SettingsPage>
  )
}

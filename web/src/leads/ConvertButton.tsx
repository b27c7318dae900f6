import { Button, NativeSelect } from "@mantine/core"
import { IconArrowRight } from "@tabler/icons-react"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import { ConfirmDialog } from "../components/ConfirmDialog"
import { refreshRecords } from "../crm/caches"
import classes from "../crm/NewRecord.module.css"
import { pipelinesQuery } from "../crm/queries"
import type { Deal, Lead } from "../crm/types"

/** Makes a deal of a lead: in which pipeline, and in which stage it begins. */
export function ConvertButton({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        color="green"
        rightSection={<IconArrowRight size={16} />}
        onClick={() => setAsking(true)}
      >
        {t("crm:convert.do")}
      </Button>
      {asking && <ConvertDialog lead={lead} onClose={() => setAsking(false)} />}
    </>
  )
}

function ConvertDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const [chosen, choose] = useState<{ pipeline?: number; stage?: number }>({})
  const pipeline = pipelines.find(({ id }) => id === chosen.pipeline) ?? pipelines[0]
  const convert = async () => {
    const stage = chosen.stage ?? pipeline?.stages[0]?.id
    const deal = await api.post<Deal>(`/leads/${lead.id}/convert`, stage ? { stage } : {})
    go(`/deals/${deal.id}`)
    void refreshRecords(client)
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("crm:convert.title", { title: lead.title })}
      confirm={t("crm:convert.do")}
      color="indigo"
      ready={pipeline !== undefined}
      onConfirm={convert}
    >
      <p>{t("crm:convert.text")}</p>
      {pipeline && (
        <div className={pipelines.length > 1 ? classes.pair : undefined}>
          {pipelines.length > 1 && (
            <NativeSelect
              label={t("crm:field.pipeline")}
              value={pipeline.id}
              data={pipelines.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={(event) => choose({ pipeline: Number(event.currentTarget.value) })}
            />
          )}
          <NativeSelect
            label={t("crm:field.stage")}
            value={chosen.stage ?? pipeline.stages[0]?.id}
            data={pipeline.stages.map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(event) =>
              choose({ pipeline: pipeline.id, stage: Number(event.currentTarget.value) })
            }
          />
        </div>
      )}
    </ConfirmDialog>
  )
}

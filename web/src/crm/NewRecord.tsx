import { Modal, NativeSelect } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import { newKey } from "../browser/key"
import { Field } from "../components/Field"
import { Form, type Values } from "../components/Form"
import type { Refusals } from "../components/formErrors"
import { refreshRecords } from "./caches"
import type { Whom } from "./FoundField"
import { MoneyFields } from "./MoneyFields"
import { readMoney } from "./money"
import classes from "./NewRecord.module.css"
import { PersonField } from "./PersonField"
import { pipelinesQuery } from "./queries"

interface Props {
  kind: "deal" | "lead"
  /** The one that is being looked at. */
  pipeline?: number | null
  onClose: () => void
}

/** A deal or a lead by hand; whoever it is about is found, or made with it. */
export function NewRecord({ kind, pipeline = null, onClose }: Props) {
  const { t } = useTranslation()
  const [whom, setWhom] = useState<Whom>({ id: null, name: "" })
  const create = useCreate(kind, whom)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`crm:new.${kind}`)}
      centered
      size={480}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Form
        wide
        submit={t("crm:new.save")}
        color="green"
        optional={["value", "currency", ...(kind === "deal" ? ["person"] : [])]}
        send={create}
      >
        {(refused) => (
          <>
            <Field
              label={t("crm:field.title")}
              name="title"
              autoComplete="off"
              maxLength={255}
              data-autofocus
              error={refused.title}
            />
            <PersonField whom={whom} onChange={setWhom} error={refused.person} />
            <MoneyFields refused={refused} />
            {kind === "deal" && <PlaceFields first={pipeline} />}
          </>
        )}
      </Form>
    </Modal>
  )
}

/** In which pipeline it begins, and where; most often in the first stage. */
function PlaceFields({ first }: { first: number | null }) {
  const { t } = useTranslation()
  const { data: pipelines = [] } = useQuery(pipelinesQuery)
  const [chosen, choose] = useState(first)
  const pipeline = pipelines.find(({ id }) => id === chosen) ?? pipelines[0]
  if (!pipeline) return null
  return (
    <div className={classes.pair}>
      {pipelines.length > 1 && (
        <NativeSelect
          size="md"
          label={t("crm:field.pipeline")}
          value={pipeline.id}
          data={pipelines.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        />
      )}
      <NativeSelect
        key={pipeline.id}
        size="md"
        label={t("crm:field.stage")}
        name="stage"
        data={pipeline.stages.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
    </div>
  )
}

/** Pressing twice makes one: the keys stay until it went well. */
function useCreate(kind: "deal" | "lead", whom: Whom) {
  const client = useQueryClient()
  const [, go] = useLocation()
  const [keys] = useState({ person: newKey(), record: newKey() })
  return async (values: Values): Promise<Refusals | undefined> => {
    const person = whom.id ?? (await makePerson(whom.name.trim(), keys.person))
    const { title, value = "", currency, stage } = values
    const made = await api.post<{ id: number }>(`/${kind}s`, {
      title,
      key: keys.record,
      ...(person ? { person } : {}),
      ...(value ? { value: readMoney(value), currency } : {}),
      ...(stage ? { stage: Number(stage) } : {}),
    })
    void refreshRecords(client)
    go(`/${kind}s/${made.id}`)
    return undefined
  }
}

async function makePerson(name: string, key: string): Promise<number | null> {
  if (name === "") return null
  const { id } = await api.post<{ id: number }>("/persons", { name, key })
  return id
}

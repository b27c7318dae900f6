import { NativeSelect } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../../api/client"
import { ApiError } from "../../../api/error"
import type { Conversation } from "../../../api/types"
import { Field } from "../../../components/Field"
import { Form, type Values } from "../../../components/Form"
import type { Refusals } from "../../../components/formErrors"
import { Toggle } from "../../../components/Toggle"
import { toast } from "../../../components/toast"
import { MoneyFields } from "../../../crm/MoneyFields"
import { readMoney } from "../../../crm/money"
import { contactName } from "../../contactName"
import { PlaceFields } from "./PlaceFields"
import { ReadersNotice } from "./ReadersNotice"
import type { NewKind, Panel } from "./types"
import { usePanelAct } from "./usePanel"
import { useReaders } from "./useReaders"

interface Props {
  kind: NewKind
  createKey: string
  panel: Panel
  conversation: Conversation
  /** Typed elsewhere already. */
  name: string | undefined
  onDone: () => void
}

/** What is asked of a new record: as little as it takes, and filled in. */
export function RecordForm({ kind, createKey, panel, conversation, name, onDone }: Props) {
  const { t } = useTranslation()
  const act = usePanelAct(panel.conversation_id)
  const [transcript, setTranscript] = useState(true)
  const [visibility, setVisibility] = useState("everyone")
  const readers = useReaders(panel, { kind, visibility }, transcript)
  const customer = panel.person?.record.title || contactName(conversation)
  const item = kind !== "person"
  const send = async (values: Values): Promise<Refusals | undefined> => {
    const { value = "", currency, phone, ...rest } = values
    const body = {
      ...rest,
      kind,
      key: createKey,
      ...(value ? { value: readMoney(value), currency } : {}),
      ...(phone ? { phones: [phone] } : {}),
      ...(panel.private ? { visibility } : {}),
      transcript,
      agreed: readers.agreed,
    }
    try {
      const after = await act(() =>
        api.post<Panel>(`/conversations/${panel.conversation_id}/crm/records`, body),
      )
      // 202: whether it was made is not known yet, and the card says so
      if (after.creating.length === 0) toast({ text: t(`panel:new.done_${kind}`) })
      onDone()
      return undefined
    } catch (error) {
      // Someone may have linked a person meanwhile
      if (error instanceof ApiError && error.code === "agree_first") readers.retry()
      throw error
    }
  }
  return (
    <Form
      wide
      submit={t(panel.private && transcript ? "panel:new.save_agreed" : "panel:new.save")}
      color="green"
      optional={["value", "currency", "phone", "name", "pipeline", "stage"]}
      send={send}
    >
      {(refused) => (
        <>
          {item && (
            <Field
              label={t("crm:field.title")}
              name="title"
              autoComplete="off"
              maxLength={255}
              defaultValue={name ?? t(`panel:new.title_${kind}`, { name: customer })}
              data-autofocus
              error={refused.title}
            />
          )}
          {!panel.person && (
            <Field
              label={t("panel:new.name")}
              name="name"
              autoComplete="off"
              maxLength={255}
              defaultValue={item ? customer : (name ?? customer)}
              data-autofocus={item ? undefined : true}
              error={refused.name}
              {...(item ? { description: t("panel:new.with_person") } : {})}
            />
          )}
          {kind === "person" && (
            <Field
              label={t("panel:new.phone")}
              name="phone"
              inputMode="tel"
              autoComplete="off"
              maxLength={64}
              error={refused.phones}
            />
          )}
          {item && <MoneyFields refused={refused} />}
          {kind === "deal" && <PlaceFields />}
          {panel.private && (
            <NativeSelect
              size="md"
              label={t("crm:field.visibility")}
              value={visibility}
              data={[
                { value: "everyone", label: t("crm:visibility.everyone") },
                { value: "owner", label: t("crm:visibility.owner") },
              ]}
              onChange={(event) => setVisibility(event.currentTarget.value)}
            />
          )}
          <Toggle
            label={t("panel:confirm.transcript")}
            description={t("panel:confirm.transcript_text")}
            checked={transcript}
            onChange={setTranscript}
          />
          <ReadersNotice readers={readers} />
        </>
      )}
    </Form>
  )
}

import { NativeSelect } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import { Section } from "../SettingsPage"
import classes from "./Automation.module.css"
import { AutomationAgreement } from "./AutomationAgreement"
import { PipelineChoice } from "./PipelineChoice"
import { type AutomationChange, automationQuery, type Automation as Rules } from "./queries"

const frequencies = [0, 1, 6, 12, 24] as const
const newChats = ["lead", "deal", "nothing"] as const

/** What happens in the CRM when somebody new writes (TL-18, TL-21..24). */
export function Automation({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(automationQuery(channel.id))
  return (
    <Section title={t("automation:title")} lead={t("automation:lead", { name: channel.name })}>
      {data ? (
        <Choices channel={channel} rules={data} />
      ) : error ? (
        <ErrorState title={t("automation:not_loaded")} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={180} />
      )}
    </Section>
  )
}

function Choices({ channel, rules }: { channel: Channel; rules: Rules }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (changes: AutomationChange) =>
      api.patch<Rules>(`/channels/${channel.id}/automation`, changes),
    onSuccess: (answer) => client.setQueryData(automationQuery(channel.id).queryKey, answer),
  })
  const [chosen, put] = useChoice<AutomationChange>({}, change.mutateAsync)
  const shown = { ...rules, ...chosen }
  const fixed = !member?.can_change_settings || !rules.agreed
  return (
    <div className={classes.choices}>
      {rules.private && (
        <AutomationAgreement
          rules={rules}
          pending={change.isPending}
          agree={member?.can_change_settings ? (agreed) => change.mutate({ agreed }) : null}
        />
      )}
      <Toggle
        checked={shown.add_persons}
        disabled={fixed}
        onChange={(add_persons) => put({ add_persons })}
        label={t("automation:add_persons.label")}
        description={t(
          rules.by_phone
            ? "automation:add_persons.text_number"
            : "automation:add_persons.text_name",
        )}
      />
      <NativeSelect
        size="md"
        className={classes.select}
        label={t("automation:on_new_chat.label")}
        description={t("automation:on_new_chat.text")}
        value={shown.on_new_chat}
        disabled={fixed}
        data={newChats.map((value) => ({ value, label: t(`automation:on_new_chat.${value}`) }))}
        onChange={(event) => {
          const on_new_chat = newChats.find((each) => each === event.currentTarget.value)
          if (on_new_chat) put({ on_new_chat })
        }}
      />
      {shown.on_new_chat === "deal" && (
        <PipelineChoice
          chosen={shown.pipeline}
          disabled={fixed}
          choose={(pipeline) => put({ pipeline })}
        />
      )}
      <NativeSelect
        size="md"
        className={classes.select}
        label={t("automation:frequency.label")}
        description={t("automation:frequency.text")}
        value={String(shown.frequency)}
        disabled={fixed}
        data={frequencies.map((hours) => ({
          value: String(hours),
          label: t(`automation:frequency.${hours}`),
        }))}
        onChange={(event) => {
          const frequency = frequencies.find((each) => String(each) === event.currentTarget.value)
          if (frequency !== undefined) put({ frequency })
        }}
      />
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </div>
  )
}

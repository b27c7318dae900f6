import { NativeSelect, Radio, Stack } from "@mantine/core"
import "@mantine/core/styles/InlineInput.layer.css"
import "@mantine/core/styles/Radio.layer.css"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { Notice } from "../../components/Notice"
import { wordError } from "../../i18n/codes"
import { locale } from "../../i18n/format"
import { SaveForm } from "../SaveForm"
import { type CrmSettings, type CrmSettingsChange, crmSettingsQuery } from "./queries"

interface Props {
  settings: CrmSettings
}

function useChange() {
  const client = useQueryClient()
  return async (change: CrmSettingsChange) => {
    const settings = await api.patch<CrmSettings>("/crm/settings", change)
    client.setQueryData(crmSettingsQuery.queryKey, settings)
    void client.invalidateQueries({ queryKey: ["crm-info"] })
    return undefined
  }
}

const forms = ["by_channel", "note", "activity", "both"] as const

/** H-13: notes of 24 hours, activities of a day, or both. Takes effect at once. */
export function FormChoice({ settings }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  const choose = useMutation({
    mutationFn: (form: (typeof forms)[number]) => change({ form }),
  })
  return (
    <Radio.Group
      aria-label={t("activities:crm.form")}
      value={choose.isPending ? choose.variables : settings.form}
      onChange={(form) => choose.mutate(form as (typeof forms)[number])}
    >
      <Stack gap="sm">
        {forms.map((form) => (
          <Radio
            key={form}
            color="var(--k-accent-strong)"
            styles={{ radio: { borderColor: "var(--k-text-2)" } }}
            value={form}
            label={t(`activities:crm.forms.${form}`)}
            description={t(`activities:crm.forms.${form}_text`)}
          />
        ))}
      </Stack>
      {choose.error && <Notice tone="red">{wordError(t, choose.error)}</Notice>}
    </Radio.Group>
  )
}

export function LanguageForm({ settings }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  return (
    <SaveForm send={({ language }) => change({ language: language as "ja" | "en" })}>
      {(refused) => (
        <NativeSelect
          size="md"
          label={t("activities:crm.language")}
          name="language"
          data={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
          defaultValue={settings.language}
          error={refused.language}
        />
      )}
    </SaveForm>
  )
}

/** Of numbers without a country code, and of new amounts. */
export function RegionForm({ settings }: Props) {
  const { t } = useTranslation()
  const change = useChange()
  return (
    <SaveForm send={({ region, currency }) => change({ region, currency })}>
      {(refused) => (
        <>
          <NativeSelect
            size="md"
            label={t("activities:crm.country")}
            name="region"
            data={named(settings.regions, settings.region, "region")}
            defaultValue={settings.region}
            error={refused.region}
          />
          <NativeSelect
            size="md"
            label={t("activities:crm.currency")}
            name="currency"
            data={named(settings.currencies, settings.currency, "currency")}
            defaultValue={settings.currency}
            error={refused.currency}
          />
        </>
      )}
    </SaveForm>
  )
}

/** By their names in the reader's language, in its order. */
function named(codes: readonly string[], current: string, type: "region" | "currency") {
  const names = new Intl.DisplayNames(locale(), { type })
  const known = current === "" ? codes : [...new Set([...codes, current])]
  return known
    .map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }))
    .sort((one, other) => one.label.localeCompare(other.label, locale()))
}

import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { wordCode } from "../../i18n/codes"
import { formatNumber } from "../../i18n/format"
import { Section, SettingsPage } from "../SettingsPage"
import { ActivityTypes } from "./ActivityTypes"
import classes from "./Crm.module.css"
import { FormChoice, LanguageForm, RegionForm } from "./forms"
import { type CrmSettings, crmSettingsQuery } from "./queries"
import { Refused } from "./Refused"

/** What is written into the CRM and how; what it was asked, and what it refused. */
export function Crm() {
  const { t } = useTranslation()
  const { member } = useMe()
  const may = member?.can_change_settings ?? false
  const { data, error, refetch } = useQuery({ ...crmSettingsQuery, enabled: may })
  return (
    <SettingsPage title={t("activities:crm.title")} lead={t("activities:crm.lead")}>
      {!may ? (
        <Notice>{t("activities:crm.not_yours")}</Notice>
      ) : data ? (
        <Settings settings={data} />
      ) : error ? (
        <ErrorState
          title={t("activities:crm.not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      ) : (
        <Skeleton height={240} />
      )}
    </SettingsPage>
  )
}

function Settings({ settings }: { settings: CrmSettings }) {
  const { t } = useTranslation()
  const { info } = settings
  return (
    <>
      {info.problem && (
        <Notice tone="red">{wordCode(t, info.problem.code, info.problem.params)}</Notice>
      )}
      <Section title={t("activities:crm.refused")} lead={t("activities:crm.refused_lead")}>
        <Refused settings={settings} />
      </Section>
      <Section title={t("activities:crm.form")} lead={t("activities:crm.form_lead")}>
        <FormChoice settings={settings} />
      </Section>
      <Section title={t("activities:crm.language")} lead={t("activities:crm.language_lead")}>
        <LanguageForm settings={settings} />
      </Section>
      <Section title={t("activities:crm.region")} lead={t("activities:crm.region_lead")}>
        <RegionForm settings={settings} />
      </Section>
      {info.pages && (
        <Section title={t("activities:types.title")} lead={t("activities:types.lead")} flush>
          <ActivityTypes />
        </Section>
      )}
      <Section
        title={t("activities:crm.usage", { label: info.label })}
        lead={t("activities:crm.usage_lead")}
      >
        <Usage usage={settings.usage} />
      </Section>
    </>
  )
}

function Usage({ usage }: { usage: CrmSettings["usage"] }) {
  const { t } = useTranslation()
  const shown = { writes: usage.writes, searches: usage.searches, reads: usage.reads + usage.lists }
  return (
    <dl className={classes.usage}>
      {Object.entries(shown).map(([kind, count]) => (
        <div key={kind}>
          <dt>{t(`activities:crm.used.${kind}`)}</dt>
          <dd>{formatNumber(count)}</dd>
        </div>
      ))}
      {usage.budget !== null && (
        <div>
          <dt>{t("activities:crm.used.tokens")}</dt>
          <dd>
            {t("activities:crm.of_budget", {
              used: formatNumber(usage.tokens),
              budget: formatNumber(usage.budget),
            })}
          </dd>
        </div>
      )}
    </dl>
  )
}

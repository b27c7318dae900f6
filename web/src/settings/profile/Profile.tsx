import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { crmQuery } from "../../crm/queries"
import { CalendarPart } from "../calendar/CalendarPart"
import { Section, SettingsPage } from "../SettingsPage"
import { EmailAddress } from "./EmailAddress"
import { LanguageChoice } from "./LanguageChoice"
import { NameForm } from "./NameForm"
import { PasswordForm } from "./PasswordForm"
import { Sessions } from "./Sessions"
import { TwoStep } from "./TwoStep"

export function Profile() {
  const { t } = useTranslation()
  const calendars = useQuery(crmQuery).data?.pages ?? false
  return (
    <SettingsPage title={t("settings:profile.title")}>
      <Section title={t("settings:profile.name")} lead={t("settings:profile.name_lead")}>
        <NameForm />
      </Section>
      <Section title={t("settings:language.title")} lead={t("settings:language.lead")}>
        <LanguageChoice />
      </Section>
      {calendars && (
        <Section title={t("activities:calendar.title")} lead={t("activities:calendar.lead")}>
          <CalendarPart />
        </Section>
      )}
      <Section title={t("settings:email.title")} lead={t("settings:email.lead")}>
        <EmailAddress />
      </Section>
      <Section title={t("settings:password.title")}>
        <PasswordForm />
      </Section>
      <Section title={t("security:title")} lead={t("security:lead")}>
        <TwoStep />
      </Section>
      <Section title={t("security:sessions")} lead={t("security:sessions_lead")} flush>
        <Sessions />
      </Section>
    </SettingsPage>
  )
}

import { queryOptions, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { api } from "../api/client"
import type { components } from "../api/schema"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import { Section, SettingsPage } from "../settings/SettingsPage"
import { EventTable } from "./EventTable"
import { ThisBrowser } from "./ThisBrowser"
import { Trials } from "./Trials"

export type Chosen = components["schemas"]["NotificationsOut"]

export const chosenQuery = queryOptions({
  queryKey: ["notifications"],
  queryFn: ({ signal }) => api.get<Chosen>("/notifications", { signal }),
  staleTime: 0,
})

/** INB-05..12: of what one is told where, and whether it arrives. */
export function NotificationSettings() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(chosenQuery)
  return (
    <SettingsPage
      title={t("notifications:title")}
      lead={t("notifications:lead")}
      action={<Link href="/help/notifications">{t("notifications:trouble")}</Link>}
    >
      {!data && error && (
        <ErrorState
          title={t("notifications:not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      )}
      {!data && !error && <Skeleton height={240} />}
      {data && (
        <>
          <Section title={t("notifications:this_browser")}>
            <ThisBrowser serverKey={data.server_key} />
          </Section>
          <Section
            title={t("notifications:what")}
            lead={t("notifications:what_lead", { email: data.email })}
            flush
          >
            <EventTable kept={data.events} />
          </Section>
          <Section title={t("notifications:test.title")} lead={t("notifications:test.lead")}>
            <Trials serverKey={data.server_key} email={data.email} />
          </Section>
        </>
      )}
    </SettingsPage>
  )
}

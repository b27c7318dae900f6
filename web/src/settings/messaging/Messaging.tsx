import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, useSearch } from "wouter"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { useChannels } from "../../inbox/useChannels"
import { providersQuery } from "../queries"
import { SettingsPage } from "../SettingsPage"
import { Assigning } from "./Assigning"
import classes from "./Messaging.module.css"
import { ProviderSection } from "./ProviderSection"
import { Refused } from "./Refused"
import { WhoMayChange } from "./WhoMayChange"

/** What customers can write to, and what state it is in. `?refused=` tells why connecting did not work. */
export function Messaging() {
  const { t } = useTranslation()
  const query = new URLSearchParams(useSearch())
  const providers = useQuery(providersQuery)
  const channels = useChannels()
  const refused = query.get("refused")
  const error = providers.error ?? channels.error
  if (refused) return <Refused code={refused} query={query} providers={providers.data} />
  return (
    <SettingsPage
      title={t("settings:messaging.title")}
      lead={
        <>
          {t("settings:messaging.lead")} <Link href="/help">{t("settings:messaging.help")}</Link>
        </>
      }
    >
      <WhoMayChange />
      {providers.data && channels.data ? (
        <>
          {providers.data.map((provider) => (
            <ProviderSection
              key={provider.name}
              provider={provider}
              channels={channels.data.filter((channel) => channel.provider === provider.name)}
            />
          ))}
          <Assigning />
        </>
      ) : error ? (
        <ErrorState
          title={t("settings:messaging.not_loaded")}
          error={error}
          retry={() => {
            void providers.refetch()
            void channels.refetch()
          }}
        />
      ) : (
        <div className={classes.loading}>
          <Skeleton width={160} height={16} />
          <Skeleton height={96} />
          <Skeleton height={96} />
        </div>
      )}
    </SettingsPage>
  )
}

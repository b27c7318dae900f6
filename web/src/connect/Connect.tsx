import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Redirect, Route, Switch } from "wouter"
import { AccountPage } from "../accounts/AccountPage"
import { ErrorState } from "../components/ErrorState"
import { loadWords } from "../i18n"
import { providersQuery } from "../settings/queries"
import { Consent } from "./Consent"
import { NotNow } from "./NotNow"

await loadWords("connect", "settings", "form")

/** The page before the provider's own dialog. */
export default function Connect() {
  return (
    <Switch>
      <Route path="/connect/:provider">{({ provider }) => <ConnectOne name={provider} />}</Route>
      <Route>
        <Redirect to="/settings/messaging" replace />
      </Route>
    </Switch>
  )
}

function ConnectOne({ name }: { name: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(providersQuery)
  const provider = data?.find((one) => one.name === name)
  if (provider)
    return provider.may_install ? <Consent provider={provider} /> : <NotNow provider={provider} />
  if (data) return <Redirect to="/settings/messaging" replace />
  if (error)
    return (
      <AccountPage title={t("settings:messaging.title")}>
        <ErrorState
          title={t("settings:messaging.not_loaded")}
          error={error}
          retry={() => void refetch()}
        />
      </AccountPage>
    )
  return null
}

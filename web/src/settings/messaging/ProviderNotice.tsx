import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { wordCode } from "../../i18n/codes"
import { membersQuery } from "../queries"
import type { Provider } from "../types"
import { helpPath } from "./connecting"

/** What stands in the way, or what is left to do, above the channels. */
export function ProviderNotice({
  provider,
  channels,
}: {
  provider: Provider
  channels: Channel[]
}) {
  const { t } = useTranslation()
  const { refusal, connection } = provider
  if (refusal === "not_admin") return <AskAnAdmin />
  // To somebody who uses the integration of a colleague there is nothing to refuse
  if (refusal && !(connection && refusal === "already_installed"))
    return (
      <Notice tone={refusal === "not_configured" ? "amber" : "plain"}>
        {wordCode(t, refusal, provider.refusal_params)}{" "}
        <Link href={helpPath(refusal)}>{t("settings:messaging.more")}</Link>
      </Notice>
    )
  if (connection && channels.length === 0)
    return <Notice tone="amber">{t("settings:messaging.no_channel_chosen")}</Notice>
  return null
}

/** FB-07, with the names of those who can. */
function AskAnAdmin() {
  const { t } = useTranslation()
  const { data: members } = useQuery(membersQuery)
  const admins = (members ?? []).filter(({ role }) => role === "admin").map(({ name }) => name)
  return (
    <Notice>
      {t("settings:messaging.admins_connect")}
      {admins.length > 0 && (
        <> {t("settings:messaging.ask", { names: admins.join(t("settings:separator")) })}</>
      )}
    </Notice>
  )
}

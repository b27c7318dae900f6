import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { Notice } from "../../components/Notice"
import { membersQuery } from "../queries"

/** INB-03: whoever may only look is told who can change something, by name. */
export function WhoMayChange() {
  const { t } = useTranslation()
  const { member } = useMe()
  const { data: members } = useQuery(membersQuery)
  if (!member || member.can_change_settings) return null
  const able = (members ?? []).filter((each) => each.can_change_settings).map(({ name }) => name)
  return (
    <Notice>
      {t("settings:who_may.text")}
      {able.length > 0 && (
        <> {t("settings:who_may.ask", { names: able.join(t("settings:separator")) })}</>
      )}
    </Notice>
  )
}

import { IconArchive, IconInbox, IconMessages } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { SideGroup, SideNav, SidePage } from "../frame/SideNav"

/** The leads inbox, what was put away, and what leads come from (INB-02). */
export function LeadsNav({ archived }: { archived: boolean }) {
  const { t } = useTranslation()
  return (
    <SideNav title={t("crm:leads.title")}>
      <SidePage href="/leads" here={!archived} Icon={IconInbox}>
        {t("crm:leads.inbox")}
      </SidePage>
      <SidePage href="/leads/archive" here={archived} Icon={IconArchive}>
        {t("crm:leads.archive")}
      </SidePage>
      <SideGroup title={t("list:from.integrations")}>
        <SidePage href="/leads/messaging" here={false} Icon={IconMessages}>
          {t("board:leads.messaging")}
        </SidePage>
      </SideGroup>
    </SideNav>
  )
}

import {
  IconAddressBook,
  IconBell,
  IconBuilding,
  IconHistory,
  IconKey,
  IconLayoutKanban,
  IconMessages,
  IconTrash,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react"
import type { ComponentType } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { useMe } from "../api/me"
import { useCrmPages } from "../crm/useCrmPages"
import { SideNav, SidePage } from "../frame/SideNav"

const pages: {
  path: string
  word: string
  Icon: ComponentType<{ size: number; stroke: number }>
  admins?: boolean
  /** Only where the CRM has pages here. */
  crm?: boolean
}[] = [
  { path: "/settings/messaging", word: "settings:messaging.title", Icon: IconMessages },
  { path: "/settings/crm", word: "activities:crm.title", Icon: IconAddressBook },
  { path: "/settings/pipelines", word: "board:settings.title", Icon: IconLayoutKanban, crm: true },
  { path: "/settings/members", word: "settings:members.title", Icon: IconUsers },
  {
    path: "/settings/workspace",
    word: "settings:workspace.title",
    Icon: IconBuilding,
    admins: true,
  },
  { path: "/settings/profile", word: "settings:profile.title", Icon: IconUserCircle },
  { path: "/settings/notifications", word: "notifications:title", Icon: IconBell },
  { path: "/settings/tokens", word: "settings:tokens.title", Icon: IconKey },
  { path: "/settings/audit", word: "audit:title", Icon: IconHistory, admins: true },
  {
    path: "/settings/deleted",
    word: "board:deleted.title",
    Icon: IconTrash,
    admins: true,
    crm: true,
  },
]

export function SettingsNav() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { member } = useMe()
  const hasPages = useCrmPages()
  const shown = pages.filter(
    ({ admins, crm }) => (!admins || member?.role === "admin") && (!crm || hasPages),
  )
  return (
    <SideNav title={t("frame:tools")}>
      {shown.map(({ path: to, word, Icon }) => (
        <SidePage key={to} href={to} here={path === to || path.startsWith(`${to}/`)} Icon={Icon}>
          {t(word)}
        </SidePage>
      ))}
    </SideNav>
  )
}

import {
  IconBell,
  IconBuilding,
  IconHistory,
  IconKey,
  IconMessages,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react"
import { type ComponentType, useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { useMe } from "../api/me"
import classes from "./Settings.module.css"

const pages: {
  path: string
  word: string
  Icon: ComponentType<{ size: number; stroke: number }>
  admins?: boolean
}[] = [
  { path: "/settings/messaging", word: "settings:messaging.title", Icon: IconMessages },
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
]

export function SettingsNav() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { member } = useMe()
  const shown = pages.filter(({ admins }) => !admins || member?.role === "admin")
  const nav = useRef<HTMLElement>(null)
  // On a phone they stand in a row that is wider than the screen
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>(`[href="${path}"]`)
    if (nav.current && here)
      nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.clientWidth) / 2
  }, [path])
  return (
    <nav ref={nav} className={classes.nav} aria-label={t("frame:tools")}>
      <p className={classes.navTitle}>{t("frame:tools")}</p>
      {shown.map(({ path: to, word, Icon }) => (
        <Link
          key={to}
          href={to}
          className={classes.link}
          aria-current={path === to || path.startsWith(`${to}/`) ? "page" : undefined}
        >
          <Icon size={18} stroke={1.7} />
          {t(word)}
        </Link>
      ))}
    </nav>
  )
}

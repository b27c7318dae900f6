import { Menu } from "@mantine/core"
import {
  IconCheck,
  IconHelpCircle,
  IconLogout,
  IconSettings,
  IconUserCircle,
} from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api, request } from "../api/client"
import { ApiError } from "../api/error"
import { useMe } from "../api/me"
import { MemberFace } from "./MemberButton"
import classes from "./MemberMenu.module.css"
import { SchemeChoice } from "./SchemeChoice"
import { useAvailability } from "./useAvailability"

/** Who is signed in: availability, appearance, settings, the other workspaces, and the way out. */
export default function MemberMenu({ opened }: { opened: boolean }) {
  const { t } = useTranslation()
  const { user, workspace } = useMe()
  const [, go] = useLocation()
  return (
    <Menu defaultOpened={opened} position="right-end" width={264} shadow="md" keepMounted={false}>
      <Menu.Target>
        <MemberFace />
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.head}>
          <strong>{user.name || user.email}</strong>
          <span>{user.email}</span>
          {workspace && <span>{workspace.name}</span>}
        </div>
        <Menu.Divider />
        <Availability />
        <SchemeChoice />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserCircle size={16} />}
          onClick={() => go("/settings/profile")}
        >
          {t("frame:profile")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => go("/settings")}>
          {t("frame:settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconHelpCircle size={16} />} onClick={() => go("/help")}>
          {t("frame:help")}
        </Menu.Item>
        <OtherWorkspaces />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          {t("frame:sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Availability() {
  const { t } = useTranslation()
  const [available, choose] = useAvailability()
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={available}
      closeMenuOnClick={false}
      leftSection={<span className={classes.dot} data-available={available} />}
      onClick={() => choose(!available)}
    >
      {available ? t("frame:available") : t("frame:unavailable")}
    </Menu.Item>
  )
}

function OtherWorkspaces() {
  const { t } = useTranslation()
  const { workspace, workspaces } = useMe()
  if (workspaces.length < 2) return null
  const enter = async (id: number) => {
    await api.post("/me/workspace", { id })
    location.assign("/")
  }
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t("frame:workspaces")}</Menu.Label>
      {workspaces.map(({ id, name }) => (
        <Menu.Item
          key={id}
          rightSection={id === workspace?.id ? <IconCheck size={16} /> : null}
          onClick={() => id !== workspace?.id && void enter(id)}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  )
}

/** Everything in memory belongs to the member, so leaving loads the page anew. */
async function signOut(): Promise<void> {
  try {
    await request("DELETE", "/_allauth/browser/v1/auth/session")
  } catch (error) {
    // allauth answers 401 to a sign-out that worked
    if (!(error instanceof ApiError) || error.status !== 401) throw error
  }
  location.assign("/signin")
}

import { Button } from "@mantine/core"
import { IconDeviceMobile, IconInbox, IconPlugConnected } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import { useMe } from "../../api/me"
import { EmptyState } from "../../components/EmptyState"
import { useWords } from "../../i18n/useWords"
import { membersQuery } from "../../settings/queries"
import { useChannels } from "../useChannels"

/** Nobody has written yet: what to do next depends on what is connected. */
export function EmptyInbox() {
  const { t } = useWords()
  const { sandbox, member } = useMe()
  const { data: channels } = useChannels()
  if (!channels) return null
  if (channels.length === 0 && member?.role !== "admin") return <NoneOpen />
  if (channels.length === 0)
    return (
      <EmptyState
        icon={<IconPlugConnected size={24} stroke={1.6} />}
        title={t("list:empty.no_channel")}
        action={
          <Button component={Link} href="/settings/messaging" color="green">
            {t("list:empty.connect")}
          </Button>
        }
      >
        {t("list:empty.no_channel_text")}{" "}
        <Link href="/help/connect">{t("list:empty.how_to_connect")}</Link>
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<IconInbox size={24} stroke={1.6} />}
      title={t("list:empty.nobody")}
      action={
        sandbox && (
          <Button
            component="a"
            href="/sandbox/phone"
            target="kaiwa-phone"
            leftSection={<IconDeviceMobile size={18} />}
          >
            {t("list:empty.phone")}
          </Button>
        )
      }
    >
      {sandbox ? t("list:empty.sandbox_text") : t("list:empty.nobody_text")}{" "}
      <Link href="/help/invite">{t("list:empty.invite")}</Link>
    </EmptyState>
  )
}

/** Nothing that a member could do themselves: only admins connect, and what is private is not for them. */
function NoneOpen() {
  const { t } = useWords()
  const { data: members } = useQuery(membersQuery)
  const admins = (members ?? []).filter(({ role }) => role === "admin").map(({ name }) => name)
  return (
    <EmptyState
      icon={<IconPlugConnected size={24} stroke={1.6} />}
      title={t("list:empty.none_open")}
    >
      {t("list:empty.none_open_text")}{" "}
      {admins.length > 0 && t("list:empty.ask", { names: admins.join(t("thread:and")) })}
    </EmptyState>
  )
}

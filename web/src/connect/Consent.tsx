import { Button } from "@mantine/core"
import { IconArrowsExchange } from "@tabler/icons-react"
import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation, useSearch } from "wouter"
import { AccountPage } from "../accounts/AccountPage"
import { api } from "../api/client"
import { useMe } from "../api/me"
import { ChannelBadge } from "../components/ChannelBadge"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import type { Provider, Visibility } from "../settings/types"
import classes from "./Consent.module.css"
import { Permissions } from "./Permissions"
import { Reach } from "./Reach"
import { refusalPath } from "./refusal"
import { VisibilityChoice } from "./VisibilityChoice"
import { WorkspaceSelect } from "./WorkspaceSelect"

/** FB-01 and FB-02: what will be read and written, where it goes, and who will see it. */
export function Consent({ provider }: { provider: Provider }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const { member } = useMe()
  const why = useId()
  const { label, connection } = provider
  // Only the installer changes who sees it (FAQ-12); whoever else renews the login keeps it as it is
  const fixed = connection !== null && connection.installer.id !== member?.id
  const [visibility, setVisibility] = useState<Visibility | null>(connection?.visibility ?? null)
  const search = useSearch()
  const [wanted, setWanted] = useState<ReadonlySet<string>>(
    () => new Set(new URLSearchParams(search).getAll("optional")),
  )
  const [leaving, setLeaving] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const allow = async (event: FormEvent) => {
    event.preventDefault()
    if (visibility === null || leaving) return
    setLeaving(true)
    setError(null)
    try {
      const { url } = await api.post<{ url: string }>(`/connect/${provider.name}`, {
        visibility,
        optional: [...wanted],
      })
      location.assign(url)
    } catch (failure) {
      setLeaving(false)
      const refused = refusalPath(failure)
      if (refused) go(refused)
      else setError(failure)
    }
  }
  return (
    <AccountPage
      wide
      title={t("connect:title", { provider: label })}
      lead={t(provider.one_channel ? "connect:lead_one" : "connect:lead", { provider: label })}
    >
      <form className={classes.form} onSubmit={(event) => void allow(event)}>
        <div className={classes.picture} aria-hidden>
          <img src="/favicon.svg" alt="" width={44} height={44} />
          <IconArrowsExchange size={22} stroke={1.5} />
          <ChannelBadge icon={provider.icon} name={label} size={44} inline />
        </div>
        <WorkspaceSelect />
        <Reach />
        <Permissions
          permissions={provider.permissions}
          wanted={wanted}
          onWant={(name, on) => setWanted(choosing(wanted, name, on))}
        />
        <VisibilityChoice
          value={visibility}
          fixed={fixed}
          installer={connection?.installer.name}
          onChange={setVisibility}
        />
        {error !== null && <Notice tone="red">{wordError(t, error)}</Notice>}
        <div className={classes.buttons}>
          <Button component={Link} href="/settings/messaging" variant="default" size="md">
            {t("common:cancel")}
          </Button>
          <Button
            type="submit"
            color="green"
            size="md"
            disabled={visibility === null}
            loading={leaving}
            aria-describedby={why}
          >
            {t("connect:allow")}
          </Button>
        </div>
        <p id={why} className={classes.hint}>
          {visibility === null
            ? t("connect:choose_first")
            : t(provider.one_channel ? "connect:next_one" : "connect:next", { provider: label })}
        </p>
      </form>
    </AccountPage>
  )
}

function choosing(from: ReadonlySet<string>, name: string, on: boolean): ReadonlySet<string> {
  const to = new Set(from)
  if (on) to.add(name)
  else to.delete(name)
  return to
}

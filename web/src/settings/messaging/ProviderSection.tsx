import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import type { Channel } from "../../api/types"
import { ChannelBadge } from "../../components/ChannelBadge"
import type { Connection, Provider } from "../types"
import { ChannelRow } from "./ChannelRow"
import { choosePath, connectPath, needsConnecting } from "./connecting"
import { Handover } from "./Handover"
import { HandoverRequest } from "./HandoverRequest"
import classes from "./Messaging.module.css"
import { ProviderNotice } from "./ProviderNotice"
import { StillReported } from "./StillReported"
import { Uninstall } from "./Uninstall"
import { VisibilityControl } from "./VisibilityControl"

/** One kind of channel: what it is, how it is connected, and its Pages or numbers. */
export function ProviderSection({
  provider,
  channels,
}: {
  provider: Provider
  channels: Channel[]
}) {
  const { t } = useTranslation()
  const { connection, label } = provider
  // Said until the page is left: the provider is not asked again
  const [left, setLeft] = useState<string[]>([])
  return (
    <section className={classes.provider} aria-label={label}>
      <header className={classes.head}>
        <ChannelBadge icon={provider.icon} name={label} size={40} inline />
        <div className={classes.headText}>
          <h2 className={classes.label}>{label}</h2>
          <p className={classes.about}>
            {connection?.account && !provider.one_channel
              ? t("settings:messaging.account", { account: connection.account })
              : t(
                  provider.one_channel
                    ? "settings:messaging.about_one"
                    : "settings:messaging.about",
                  {
                    provider: label,
                  },
                )}
          </p>
        </div>
        <Actions provider={provider} channels={channels} />
        {provider.removable && (
          <div className={classes.bin}>
            <Uninstall provider={provider} removable={provider.removable} onLeft={setLeft} />
          </div>
        )}
      </header>
      {connection && (
        <div className={classes.visibility}>
          <VisibilityControl connection={connection} />
        </div>
      )}
      {provider.removable && (
        <div className={classes.visibility}>
          <Handover provider={provider} removable={provider.removable} />
        </div>
      )}
      <div className={classes.notice}>
        <HandoverRequest provider={provider} />
      </div>
      {left.length > 0 && (
        <div className={classes.notice}>
          <StillReported names={left} provider={label} />
        </div>
      )}
      <div className={classes.notice}>
        <ProviderNotice provider={provider} channels={channels} />
      </div>
      {channels.length > 0 && (
        <ul className={classes.channels} aria-label={t("settings:messaging.channels")}>
          {channels.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} provider={provider} onLeft={setLeft} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Actions({ provider, channels }: { provider: Provider; channels: Channel[] }) {
  const { t } = useTranslation()
  const { connection, may_install } = provider
  if (!connection)
    return may_install ? (
      <Button component={Link} href={connectPath(provider)} color="green">
        {t("settings:messaging.connect")}
      </Button>
    ) : null
  const urgent = needsConnecting(channels)
  return (
    <div className={classes.actions}>
      {may_install && (
        <Button
          component={Link}
          href={connectPath(provider)}
          {...(urgent ? { color: "green" } : { variant: "default" })}
        >
          {t("settings:messaging.connect_again")}
        </Button>
      )}
      {provider.refusal !== "not_admin" && !provider.one_channel && (
        <ChooseButton connection={connection} first={channels.length === 0} />
      )}
    </div>
  )
}

function ChooseButton({ connection, first }: { connection: Connection; first: boolean }) {
  const { t } = useTranslation()
  return (
    <Button
      component={Link}
      href={choosePath(connection.id)}
      {...(first ? { color: "green" } : { variant: "default" })}
    >
      {t("settings:messaging.choose_pages")}
    </Button>
  )
}

import { IconArrowLeft, IconPlugConnectedX } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useTitle } from "../../browser/title"
import { EmptyState } from "../../components/EmptyState"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { useChannels } from "../../inbox/useChannels"
import { Automation } from "./Automation"
import classes from "./Channel.module.css"
import { ChannelHead } from "./ChannelHead"
import { Checks } from "./Checks"
import { EventsCard } from "./EventsCard"
import { Invite } from "./Invite"
import { SetAside } from "./SetAside"
import { TrialCard } from "./TrialCard"

/** All about one Page or number: does it work, what came, and how customers are led to it. */
export function ChannelPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useChannels()
  const channel = data?.find((each) => each.id === id)
  useTitle(channel?.name ?? t("channel:checks.title"))
  return (
    <div className={classes.page}>
      <Link href="/settings/messaging" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden />
        {t("channel:back")}
      </Link>
      {channel ? (
        <>
          <ChannelHead channel={channel} />
          <Checks channel={channel} />
          <EventsCard channel={channel} />
          <SetAside channel={channel} />
          {channel.state !== "disconnected" && (
            <>
              <TrialCard channel={channel} />
              <Automation channel={channel} />
              <Invite channel={channel} />
            </>
          )}
        </>
      ) : data ? (
        <EmptyState icon={<IconPlugConnectedX size={24} />} title={t("channel:gone_title")}>
          {t("channel:gone")}
        </EmptyState>
      ) : error ? (
        <ErrorState title={t("channel:not_loaded")} error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.loading}>
          <Skeleton width={240} height={28} />
          <Skeleton height={120} />
          <Skeleton height={160} />
        </div>
      )}
    </div>
  )
}

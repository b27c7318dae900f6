import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { Channel } from "../../api/types"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { formatNumber } from "../../i18n/format"
import { Section } from "../SettingsPage"
import classes from "./Channel.module.css"
import { EventChart } from "./EventChart"
import { EventTable } from "./EventTable"
import { eventsQuery, type Hour } from "./queries"

export const outcomes = ["handled", "ignored", "set_aside"] as const

/** What came in the last day, by the hour. */
export function EventsCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(eventsQuery(channel.id))
  return (
    <Section title={t("channel:events.title")} lead={t("channel:events.lead")}>
      {data ? (
        <>
          <Legend hours={data.hours} />
          <EventChart hours={data.hours} />
          <EventTable hours={data.hours} />
        </>
      ) : error ? (
        <ErrorState title={t("channel:not_loaded")} error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={180} />
      )}
    </Section>
  )
}

function Legend({ hours }: { hours: Hour[] }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.legend}>
      {outcomes.map((outcome) => (
        <li
          key={outcome}
          title={outcome === "ignored" ? t("channel:events.ignored_hint") : undefined}
        >
          <span className={classes.swatch} data-outcome={outcome} aria-hidden />
          {t(`channel:events.${outcome}`)}{" "}
          <b className="tabular">
            {formatNumber(hours.reduce((sum, hour) => sum + hour[outcome], 0))}
          </b>
        </li>
      ))}
    </ul>
  )
}

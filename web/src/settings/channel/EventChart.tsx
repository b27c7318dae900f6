import { Tooltip } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { formatNumber, formatTime } from "../../i18n/format"
import classes from "./Channel.module.css"
import { outcomes } from "./EventsCard"
import type { Hour } from "./queries"

const HOUR = 3_600_000

/** A bar an hour. For eyes: the table beside it says the same to screen readers. */
export function EventChart({ hours }: { hours: Hour[] }) {
  const { t } = useTranslation()
  const top = niceTop(Math.max(...hours.map(total)))
  if (top === 0) return <p className={classes.quiet}>{t("channel:events.none")}</p>
  return (
    <div className={classes.chart} aria-hidden data-testid="event-chart">
      <span className={classes.top}>{formatNumber(top)}</span>
      <span className={classes.bottom}>0</span>
      <div className={classes.bars}>
        {hours.map((hour, index) => (
          <Bar key={hour.hour} hour={hour} top={top} labelled={index % 6 === 5} />
        ))}
      </div>
    </div>
  )
}

function Bar({ hour, top, labelled }: { hour: Hour; top: number; labelled: boolean }) {
  const { t } = useTranslation()
  const to = new Date(new Date(hour.hour).getTime() + HOUR).toISOString()
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, formatNumber(hour[outcome])]),
  )
  return (
    <Tooltip
      label={t("channel:events.tip", {
        from: formatTime(hour.hour),
        to: formatTime(to),
        ...counts,
      })}
      withArrow
      events={{ hover: true, focus: false, touch: true }}
    >
      <div className={classes.slot}>
        <div className={classes.bar}>
          {outcomes
            .toReversed()
            .map((outcome) =>
              hour[outcome] > 0 ? (
                <span
                  key={outcome}
                  className={classes.part}
                  data-outcome={outcome}
                  style={{ height: `${(hour[outcome] / top) * 100}%` }}
                />
              ) : null,
            )}
        </div>
        {labelled && <span className={classes.tick}>{formatTime(hour.hour)}</span>}
      </div>
    </Tooltip>
  )
}

const total = (hour: Hour): number => hour.handled + hour.ignored + hour.set_aside

/** The next of 1, 2, 5, 10, 20, 50 … */
export function niceTop(highest: number): number {
  if (highest <= 0) return 0
  const unit = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 5, 10].find((step) => step * unit >= highest) ?? 10) * unit
}

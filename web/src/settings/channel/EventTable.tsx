import { useTranslation } from "react-i18next"
import { formatNumber, formatTime } from "../../i18n/format"
import { outcomes } from "./EventsCard"
import type { Hour } from "./queries"

/** The chart's numbers, read out. */
export function EventTable({ hours }: { hours: Hour[] }) {
  const { t } = useTranslation()
  return (
    <table className="visually-hidden">
      <caption>{t("channel:events.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("channel:events.hour")}</th>
          {outcomes.map((outcome) => (
            <th key={outcome} scope="col">
              {t(`channel:events.${outcome}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hours.map((hour) => (
          <tr key={hour.hour}>
            <th scope="row">{formatTime(hour.hour)}</th>
            {outcomes.map((outcome) => (
              <td key={outcome}>{formatNumber(hour[outcome])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { IconInbox } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import classes from "./CrmCard.module.css"
import { LinkMenu } from "./LinkMenu"
import { RecordLine } from "./RecordLine"
import { same } from "./records"
import type { Link, Panel } from "./types"

/** A linked deal or lead, what it stands at, and whether it gets the messages. */
export function LinkItem({ panel, link }: { panel: Panel; link: Link }) {
  const { t } = useTranslation()
  const receives = panel.receives.record !== null && same(panel.receives.record, link.record)
  return (
    <li className={classes.item}>
      <div className={classes.what}>
        <RecordLine record={link.record} beside={panel.person?.record.id ?? ""} />
        {receives && (
          <span className={classes.receives}>
            <IconInbox size={13} aria-hidden /> {t("panel:receives.badge")}
          </span>
        )}
        {!link.transcript && <span className={classes.meta}>{t("panel:silent")}</span>}
      </div>
      <LinkMenu panel={panel} link={link} />
    </li>
  )
}

import { useTranslation } from "react-i18next"
import { Avatar } from "../../../components/Avatar"
import classes from "./CrmCard.module.css"
import { LinkMenu } from "./LinkMenu"
import { RecordName } from "./RecordName"
import type { Link, Panel } from "./types"

/** Who it is in the CRM. */
export function PersonPart({ panel, link }: { panel: Panel; link: Link }) {
  const { t } = useTranslation()
  const { record } = link
  const reach = [record.organization, ...record.phones.map(({ value }) => value)].filter(Boolean)
  return (
    <div className={classes.person}>
      <Avatar name={record.title || t("panel:kind.person")} size={32} />
      <div className={classes.what}>
        <RecordName record={record} />
        {reach.length > 0 && <span className={classes.meta}>{reach.slice(0, 2).join(" · ")}</span>}
        {!link.transcript && <span className={classes.meta}>{t("panel:silent")}</span>}
      </div>
      <LinkMenu panel={panel} link={link} />
    </div>
  )
}

import { IconExternalLink } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import classes from "./CrmCard.module.css"
import type { CrmRecord } from "./types"

/** A record's name, which leads to its page: in Kaiwa, or in the CRM that has it. */
export function RecordName({ record }: { record: CrmRecord }) {
  const { t } = useTranslation()
  if (record.hidden)
    return (
      <span className={classes.hidden}>
        {t("panel:hidden", { kind: t(`panel:kind.${record.kind}`) })}
      </span>
    )
  if (record.gone)
    return (
      <span className={classes.name}>
        <s>{record.title}</s>{" "}
        <span className={classes.gone}>{t(record.merged ? "panel:merged" : "panel:gone")}</span>
      </span>
    )
  if (record.page)
    return (
      <Link href={record.page} className={classes.name}>
        {record.title}
      </Link>
    )
  if (record.url)
    return (
      <a href={record.url} target="_blank" rel="noopener" className={classes.name}>
        {record.title} <IconExternalLink size={13} aria-label={t("panel:elsewhere")} />
      </a>
    )
  return <span className={classes.name}>{record.title}</span>
}

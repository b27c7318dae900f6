import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { Notice } from "../../../components/Notice"
import { Skeleton } from "../../../components/Skeleton"
import { wordError } from "../../../i18n/codes"
import classes from "./CrmDialogs.module.css"
import type { Readers } from "./useReaders"

/** H-04: before what is said in a private channel goes into the CRM, who reads it there. */
export function ReadersNotice({ readers }: { readers: Readers }) {
  const { t } = useTranslation()
  const { matters, reading, error, retry } = readers
  if (!matters) return null
  if (reading) {
    const { everyone, names, hidden } = reading
    const alone = !everyone && names.length === 0 && hidden === 0
    return (
      <Notice tone={alone ? "plain" : "amber"}>
        <p className={classes.tight}>
          {alone ? t("panel:readers.alone") : t("panel:readers.private")}{" "}
          <Link href="/help/who-reads">{t("common:learn_more")}</Link>
        </p>
        {everyone && <p className={classes.tight}>{t("panel:readers.everyone")}</p>}
        {!everyone && !alone && (
          <p className={classes.tight}>
            {t("panel:readers.names", { names: names.join(t("panel:readers.and")) })}
            {hidden > 0 && ` ${t("panel:readers.more", { count: hidden })}`}
          </p>
        )}
      </Notice>
    )
  }
  if (error)
    return (
      <Notice tone="red">
        <p className={classes.tight}>
          {t("panel:readers.unknown")} {wordError(t, error)}
        </p>
        <Button size="xs" variant="default" onClick={retry}>
          {t("common:try_again")}
        </Button>
      </Notice>
    )
  return <Skeleton height={48} />
}

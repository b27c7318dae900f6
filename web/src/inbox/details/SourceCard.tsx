import type { Conversation, Referral } from "../../api/types"
import { CopyText } from "../../components/CopyText"
import { useWords } from "../../i18n/useWords"
import { Card } from "./Card"
import classes from "./DetailsPane.module.css"

/** How the customer came to write: an ad, the Page's link, or by themselves. */
export function SourceCard({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const { source } = conversation
  return (
    <Card name="source" title={t("details:source")}>
      {source ? (
        <Facts source={source} />
      ) : (
        <p className={classes.empty}>{t("details:source_none")}</p>
      )}
    </Card>
  )
}

function Facts({ source }: { source: Referral }) {
  const { t } = useWords()
  const kind = (source.source ?? source.type ?? "other").toLowerCase()
  return (
    <dl className={classes.facts}>
      <dt>{t("details:source_kind")}</dt>
      <dd>{t(`details:source_of.${kind}`, { defaultValue: t("details:source_of.other") })}</dd>
      {source.ad_title && <Fact name={t("details:ad")} value={source.ad_title} />}
      {source.ad_id && <Fact name={t("details:ad_id")} value={source.ad_id} copy />}
      {source.ref && <Fact name={t("details:ref")} value={source.ref} copy />}
    </dl>
  )
}

function Fact({ name, value, copy = false }: { name: string; value: string; copy?: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{copy ? <CopyText text={value} /> : value}</dd>
    </>
  )
}

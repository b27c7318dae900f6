import type { Conversation, Referral } from "../../api/types"
import { CopyText } from "../../components/CopyText"
import { useWords } from "../../i18n/useWords"
import { Card } from "./Card"
import classes from "./DetailsPane.module.css"

/** How the customer came to write: an ad, the Page's link, or by themselves. */
export function SourceCard({ conversation }: { conversation: Conversation }) {
  const { t } = useWords()
  const source = conversation.source as Partial<Referral> | null
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

function Facts({ source }: { source: Partial<Referral> }) {
  const { t } = useWords()
  const { ad_title, ad_id, ref, url } = source
  return (
    <dl className={classes.facts}>
      <dt>{t("details:source_kind")}</dt>
      <dd>
        {t(`details:source_of.${source.source ?? "other"}`, {
          defaultValue: t("details:source_of.other"),
        })}
      </dd>
      {ad_title && <Fact name={t("details:ad")} value={ad_title} />}
      {ad_id && <Fact name={t("details:ad_id")} value={ad_id} copy />}
      {ref && <Fact name={t("details:ref")} value={ref} copy />}
      {url && <Fact name={t("details:source_url")} value={url} copy />}
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

import type { Message } from "../../api/types"
import { CopyText } from "../../components/CopyText"
import { Time } from "../../components/Time"
import { HelpLink } from "../../help/HelpLink"
import { useWords } from "../../i18n/useWords"
import classes from "./Trouble.module.css"

/** What an operator or the provider's support will ask for. */
export function TroubleDetails({ message }: { message: Message }) {
  const { t } = useWords()
  const { error, id, sent_at } = message
  const params = Object.entries(error?.params ?? {}).filter(
    ([, value]) => value !== null && value !== "",
  )
  return (
    <dl className={classes.details}>
      <dt>{t("thread:detail.cause")}</dt>
      <dd>
        <CopyText text={error?.code ?? ""} />
      </dd>
      {params.map(([name, value]) => (
        <Pair key={name} name={name} value={String(value)} />
      ))}
      <dt>{t("thread:detail.at")}</dt>
      <dd>
        <Time at={sent_at} as="full" />
      </dd>
      <dt>{t("thread:detail.message")}</dt>
      <dd>
        <CopyText text={String(id)} />
      </dd>
      <dt>{t("thread:detail.again")}</dt>
      <dd>{error?.permanent ? t("thread:detail.permanent") : t("thread:detail.temporary")}</dd>
      <dt>{t("frame:help")}</dt>
      <dd>
        <HelpLink code={error?.code} otherwise="cannot-send" />
      </dd>
    </dl>
  )
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

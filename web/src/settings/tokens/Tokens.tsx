import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { CopyText } from "../../components/CopyText"
import { DestroyButton } from "../../components/DestroyButton"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { formatDate } from "../../i18n/format"
import { tokensQuery } from "../queries"
import { Section, SettingsPage } from "../SettingsPage"
import type { Token } from "../types"
import classes from "./Tokens.module.css"

/** One's own tokens for programs. They are made on the server, so that no browser ever holds one. */
export function Tokens() {
  const { t } = useTranslation()
  const { user } = useMe()
  const { data, error, refetch } = useQuery(tokensQuery)
  return (
    <SettingsPage title={t("settings:tokens.title")} lead={t("settings:tokens.lead")}>
      <Section title={t("settings:tokens.make")} lead={t("settings:tokens.make_lead")}>
        <CopyText text={`kaiwa token create --email ${user.email}`} />
      </Section>
      <Section title={t("settings:tokens.yours")} flush>
        {data ? (
          <List tokens={data} />
        ) : error ? (
          <ErrorState
            title={t("settings:tokens.not_loaded")}
            error={error}
            retry={() => void refetch()}
          />
        ) : (
          <div className={classes.none}>
            <Skeleton height={16} />
          </div>
        )}
      </Section>
    </SettingsPage>
  )
}

function List({ tokens }: { tokens: Token[] }) {
  const { t } = useTranslation()
  if (tokens.length === 0) return <p className={classes.none}>{t("settings:tokens.none")}</p>
  return (
    <ul className={classes.list}>
      {tokens.map((token) => (
        <Row key={token.id} token={token} />
      ))}
    </ul>
  )
}

function Row({ token }: { token: Token }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { id, name, created_at, last_used_at } = token
  const revoke = async () => {
    await api.delete(`/tokens/${id}`)
    await client.invalidateQueries({ queryKey: tokensQuery.queryKey })
  }
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <span className={classes.name}>{name}</span>
        <span className={classes.meta}>
          {t("settings:tokens.made", { date: formatDate(created_at) })} ·{" "}
          {last_used_at
            ? t("settings:tokens.used", { date: formatDate(last_used_at) })
            : t("settings:tokens.never_used")}
        </span>
      </div>
      <DestroyButton
        label={t("settings:tokens.revoke")}
        title={t("settings:tokens.revoke_title", { name })}
        onConfirm={revoke}
      >
        {t("settings:tokens.revoke_text")}
      </DestroyButton>
    </li>
  )
}

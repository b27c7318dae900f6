import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { useNow } from "../../browser/now"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { wordCode, wordError } from "../../i18n/codes"
import { formatMoment } from "../../i18n/format"
import { Section } from "../SettingsPage"
import { ago, until } from "./ago"
import classes from "./Channel.module.css"
import { type Health, healthQuery } from "./queries"

const names = ["login", "permissions", "subscription", "history"] as const

/** Whether it works, as far as was looked, and since when that is known. */
export function Checks({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  // The round that was there when somebody asked for another: until there is a newer one that has ended
  const [asked, setAsked] = useState<string | null>(null)
  const { data, error, refetch } = useQuery(healthQuery(channel.id, asked !== null))
  const checking = asked !== null && !(data && endedSince(data, asked))
  const look = useMutation({
    mutationFn: () => api.post(`/channels/${channel.id}/check`),
    onSuccess: () => client.invalidateQueries({ queryKey: healthQuery(channel.id).queryKey }),
    onError: () => setAsked(null),
  })
  const off = channel.state === "disconnected"
  if (asked !== null && !checking) setAsked(null)
  return (
    <Section title={t("channel:checks.title")} lead={t("channel:checks.lead")} flush>
      {data ? (
        <>
          <ul className={classes.checks}>
            {names.map((name) => (
              <CheckRow key={name} name={name} health={data} />
            ))}
            <Row
              icon={<IconCircleCheck size={18} aria-hidden data-tone="plain" />}
              name={t("channel:checks.webhook")}
              at={channel.last_event_at}
              otherwise={t("channel:checks.never")}
            />
          </ul>
          <div className={classes.round}>
            <div className={classes.roundText} aria-live="polite">
              {off ? t("channel:checks.disconnected") : <RoundText health={data} />}
            </div>
            {!off && (
              <Button
                variant="default"
                loading={checking || look.isPending}
                onClick={() => {
                  setAsked(data.last_round?.started_at ?? "")
                  look.mutate()
                }}
              >
                {t("channel:checks.now")}
              </Button>
            )}
          </div>
          {look.error && (
            <div className={classes.inset}>
              <Notice tone="red">{wordError(t, look.error)}</Notice>
            </div>
          )}
        </>
      ) : error ? (
        <ErrorState title={t("channel:not_loaded")} error={error} retry={() => void refetch()} />
      ) : (
        <div className={classes.inset}>
          <Skeleton height={96} />
        </div>
      )}
    </Section>
  )
}

function endedSince({ last_round: last }: Health, before: string): boolean {
  return last !== null && last.started_at > before && last.finished_at !== null
}

function CheckRow({ name, health }: { name: (typeof names)[number]; health: Health }) {
  const { t } = useTranslation()
  const check = health.checks.find((each) => each.name === name)
  if (!check)
    return (
      <Row
        icon={<IconCircleDashed size={18} aria-hidden data-tone="plain" />}
        name={t(`channel:checks.name.${name}`)}
        at={null}
        otherwise={t("channel:checks.none")}
      />
    )
  const Icon = check.ok ? IconCircleCheck : IconAlertTriangle
  return (
    <Row
      icon={<Icon size={18} aria-hidden data-tone={check.ok ? "go" : "amber"} />}
      name={t(`channel:checks.name.${name}`)}
      said={check.ok ? t("channel:checks.ok") : t("channel:checks.failed")}
      why={check.code ? wordCode(t, check.code, check.params) : ""}
      at={check.at}
    />
  )
}

interface RowProps {
  icon: ReactNode
  name: string
  said?: string
  why?: string
  at: string | null
  otherwise?: string
}

function Row({ icon, name, said, why, at, otherwise = "" }: RowProps) {
  const now = useNow()
  return (
    <li className={classes.check}>
      {icon}
      <div className={classes.checkText}>
        <span className={classes.checkName}>{name}</span>
        {said && <span className={classes.said}>{said}</span>}
        {why && <p className={classes.why}>{why}</p>}
      </div>
      {at ? (
        <time className={classes.at} dateTime={at} title={formatMoment(at)}>
          {ago(at, now)}
        </time>
      ) : (
        <span className={classes.at}>{otherwise}</span>
      )}
    </li>
  )
}

/** "Last checked 3 min ago · 0 missing", and what was found that webhooks had not brought. */
function RoundText({ health }: { health: Health }) {
  const { t } = useTranslation()
  const now = useNow()
  const { last_round: last, day, next_round_at: next } = health
  if (!last) return t("channel:checks.none")
  const missing = last.unrecoverable
  return (
    <>
      <p className={classes.summary}>
        {t("channel:checks.summary", {
          ago: ago(last.finished_at ?? last.started_at, now),
          missing,
        })}
        {last.finished_at === null && <> {t("channel:checks.running")}</>}
      </p>
      {last.error && (
        <p>
          {t("channel:checks.incomplete")} {wordCode(t, last.error.code, last.error.params)}
        </p>
      )}
      {last.complete && <p>{t("channel:checks.round", { listed: last.listed })}</p>}
      {last.first && <p>{t("channel:checks.first")}</p>}
      {day.recovered > 0 && <p>{t("channel:checks.recovered_day", { count: day.recovered })}</p>}
      {day.unrecoverable > 0 && (
        <p className={classes.lost}>{t("channel:checks.lost_day", { count: day.unrecoverable })}</p>
      )}
      {next && (
        <p>
          {t("channel:checks.next")}: {until(next, now)}
        </p>
      )}
    </>
  )
}

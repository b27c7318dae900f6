import { Button } from "@mantine/core"
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { DestroyButton } from "../../components/DestroyButton"
import { ErrorState } from "../../components/ErrorState"
import { Skeleton } from "../../components/Skeleton"
import { Time } from "../../components/Time"
import { toast } from "../../components/toast"
import { wordError } from "../../i18n/codes"
import { formatDate } from "../../i18n/format"
import { deviceOf, endSessions, type Session, sessionsQuery } from "./sessions"
import classes from "./TwoStep.module.css"

const MOBILE = new Set<string | undefined>(["iPhone", "iPad", "Android"])

/** The browsers one is signed in with, this one marked; any of them can be signed out. */
export function Sessions() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(sessionsQuery)
  if (error)
    return (
      <ErrorState
        title={t("security:sessions_not_loaded")}
        error={error}
        retry={() => void refetch()}
      />
    )
  if (!data)
    return (
      <div className={classes.loading}>
        <Skeleton height={40} />
      </div>
    )
  const others = data.filter(({ current }) => !current)
  return (
    <>
      <ul className={classes.sessions}>
        {data.map((session) => (
          <Row key={session.id} session={session} />
        ))}
      </ul>
      {others.length > 1 && <Others ids={others.map(({ id }) => id)} />}
    </>
  )
}

function Row({ session: { id, userAgent, ip, current, since, seen } }: { session: Session }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => endSessions([id]),
    onError: (error) => toast({ text: wordError(t, error), tone: "red" }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const { browser, system } = deviceOf(userAgent)
  const device = t("security:device", {
    browser: browser ?? t("security:unknown_browser"),
    system: system ?? t("security:unknown_system"),
  })
  const Icon = MOBILE.has(system) ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li className={classes.session}>
      <Icon size={22} stroke={1.5} aria-hidden />
      <div className={classes.about}>
        <span className={classes.device} title={userAgent}>
          {device}
          {current && <span className={classes.here}>{t("security:this_one")}</span>}
        </span>
        <span className={classes.meta}>
          {ip} ·{" "}
          {!current && (
            <>
              {t("security:seen")} <Time at={seen} /> ·{" "}
            </>
          )}
          {t("security:since", { date: formatDate(since) })}
        </span>
      </div>
      {!current && (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          onClick={() => end.mutate()}
          aria-label={t("security:sign_out_of", { device, ip })}
        >
          {t("security:sign_out")}
        </Button>
      )}
    </li>
  )
}

function Others({ ids }: { ids: number[] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const end = async () => {
    await endSessions(ids)
    await client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
  }
  return (
    <div className={classes.others}>
      <DestroyButton
        label={t("security:sign_out_others")}
        title={t("security:sign_out_others_title")}
        onConfirm={end}
      >
        {t("security:sign_out_others_text", { count: ids.length })}
      </DestroyButton>
    </div>
  )
}

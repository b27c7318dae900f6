import { Button } from "@mantine/core"
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { wordError } from "../../i18n/codes"
import { formatNumber } from "../../i18n/format"
import { Section } from "../SettingsPage"
import classes from "./Channel.module.css"
import type { Trial } from "./queries"

/** An event of our own, followed from our public address to the drain (D-07). */
export function TrialCard({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: () => api.post<Trial>(`/channels/${channel.id}/test-event`),
    onSettled: () => client.invalidateQueries({ queryKey: ["channel", channel.id, "events"] }),
  })
  return (
    <Section title={t("channel:trial.title")} lead={t("channel:trial.lead")}>
      <div className={classes.trialHead}>
        <Button
          variant="default"
          loading={send.isPending}
          disabled={!member?.can_change_settings}
          onClick={() => send.mutate()}
        >
          {send.data ? t("channel:trial.again") : t("channel:trial.send")}
        </Button>
        {!member?.can_change_settings && (
          <span className={classes.at}>{t("channel:trial.no_access")}</span>
        )}
      </div>
      <div aria-live="polite" className={classes.trial}>
        {send.error && <Notice tone="red">{wordError(t, send.error)}</Notice>}
        {send.data && !send.isPending && <Outcome trial={send.data} />}
      </div>
    </Section>
  )
}

function Outcome({ trial }: { trial: Trial }) {
  const { t } = useTranslation()
  const seconds = trial.steps.at(-1)?.seconds ?? 0
  return (
    <>
      <Notice tone={trial.ok ? "go" : "amber"}>
        {trial.ok
          ? t("channel:trial.ok", { seconds: inSeconds(t, seconds) })
          : t("channel:trial.not_ok")}
      </Notice>
      <p className={classes.address}>
        {t("channel:trial.address")} <code>{trial.address}</code>
      </p>
      <ol className={classes.steps}>
        {trial.steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </>
  )
}

const icons = { yes: IconCircleCheck, no: IconAlertTriangle, open: IconCircleDashed }

function Step({ step }: { step: Trial["steps"][number] }) {
  const { t } = useTranslation()
  const how = step.ok === null ? "open" : step.ok ? "yes" : "no"
  const Icon = icons[how]
  const tone = { yes: "go", no: "amber", open: "plain" }[how]
  return (
    <li className={classes.check} data-step={step.name} data-ok={String(step.ok)}>
      <Icon size={18} aria-hidden data-tone={tone} />
      <div className={classes.checkText}>
        <span className={classes.checkName}>{t(`channel:trial.step.${step.name}`)}</span>
        {step.code && (
          <p className={classes.why}>{t(`channel:trial.failed.${step.code}`, step.params)}</p>
        )}
      </div>
      <span className={classes.at}>
        {step.seconds === null ? t("channel:trial.skipped") : inSeconds(t, step.seconds)}
      </span>
    </li>
  )
}

type T = ReturnType<typeof useTranslation>["t"]

const inSeconds = (t: T, seconds: number): string =>
  t("channel:trial.seconds", { n: formatNumber(Math.max(0.01, Math.round(seconds * 100) / 100)) })

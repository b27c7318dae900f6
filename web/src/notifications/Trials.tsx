import { Button } from "@mantine/core"
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Spinner } from "../components/Spinner"
import { wordError } from "../i18n/codes"
import classes from "./Trials.module.css"
import { desktopSteps, Failure, mailSteps, type Step, tryDesktop, tryMail } from "./trial"

/** D-60: the whole way, step by step, and what to do about the step that failed. */
export function Trials({ serverKey, email }: { serverKey: string; email: string }) {
  return (
    <div className={classes.trials}>
      <Trial
        medium="desktop"
        steps={desktopSteps}
        run={(reach) => tryDesktop(serverKey, reach)}
        params={{}}
      />
      <Trial medium="mail" steps={mailSteps} run={tryMail} params={{ email }} />
    </div>
  )
}

interface Props {
  medium: "desktop" | "mail"
  steps: Step[]
  run: (reach: (step: Step) => void) => Promise<void>
  params: Record<string, string>
}

type State = "waiting" | "running" | "done" | "failed"

function Trial({ medium, steps, run, params }: Props) {
  const { t } = useTranslation()
  const [at, setAt] = useState<Step | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await run(setAt)
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const place = at === null ? -1 : steps.indexOf(at)
  const stateOf = (index: number): State => {
    if (index < place || (index === place && !busy && failure === null)) return "done"
    if (index > place) return "waiting"
    return busy ? "running" : "failed"
  }
  return (
    <section className={classes.trial} aria-label={t(`notifications:medium.${medium}`)}>
      <div>
        <Button variant="default" onClick={() => void begin()} loading={busy}>
          {t(`notifications:test.${medium}`)}
        </Button>
      </div>
      {place >= 0 && (
        <ol className={classes.steps} aria-live="polite">
          {steps.map((step, index) => (
            <li key={step} data-state={stateOf(index)}>
              <Mark state={stateOf(index)} />
              <div>
                {t(`notifications:step.${step}`)}
                {stateOf(index) === "failed" && (
                  <p className={classes.why} role="alert">
                    {why()}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
      {place >= 0 && !busy && failure === null && (
        <p className={classes.end}>{t(`notifications:test.${medium}_end`, params)}</p>
      )}
    </section>
  )

  function why(): string {
    if (!(failure instanceof Failure)) return wordError(t, failure)
    return t(`notifications:failed.${failure.code}`, {
      ...failure.params,
      defaultValue: t("notifications:failed.other"),
    })
  }
}

function Mark({ state }: { state: State }) {
  const { t } = useTranslation()
  if (state === "running") return <Spinner label={t("notifications:state.running")} />
  const Icon = { waiting: IconCircleDashed, done: IconCircleCheck, failed: IconCircleX }[state]
  return <Icon size={18} stroke={1.8} role="img" aria-label={t(`notifications:state.${state}`)} />
}

import { Button } from "@mantine/core"
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ask } from "../../accounts/allauth"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { formatDate } from "../../i18n/format"
import { type Factors, factorsQuery, newCodes, newSecret, type Secret } from "./factors"
import { NewSecret } from "./NewSecret"
import { PasswordStep } from "./PasswordStep"
import { RecoveryCodes } from "./RecoveryCodes"
import classes from "./TwoStep.module.css"

/** Where somebody is on the way to turn it on, off, or to new codes. */
type Step =
  | { at: "rest" }
  | { at: "turning_on" | "turning_off" | "renewing" }
  | { at: "scanning"; secret: Secret }
  | { at: "keeping"; codes: string[] }

const FEW = 3

/** The second step of signing in: a code from an app on the phone. */
export function TwoStep() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(factorsQuery)
  if (data) return <Steps factors={data} />
  if (error)
    return (
      <ErrorState title={t("security:not_loaded")} error={error} retry={() => void refetch()} />
    )
  return <Skeleton height={32} />
}

function Steps({ factors }: { factors: Factors }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [step, setStep] = useState<Step>({ at: "rest" })
  const rest = () => setStep({ at: "rest" })
  const keep = async (codes: string[]) => {
    setStep({ at: "keeping", codes })
    await client.invalidateQueries({ queryKey: factorsQuery.queryKey })
  }
  const turnOff = async () => {
    await ask("DELETE", "account/authenticators/totp")
    await client.invalidateQueries({ queryKey: factorsQuery.queryKey })
    rest()
  }
  return (
    <>
      <State factors={factors} busy={step.at !== "rest"} onStep={(at) => setStep({ at })} />
      {step.at === "turning_on" && (
        <PasswordStep
          lead={t("security:password_lead")}
          submit={t("security:continue")}
          onRight={async () => setStep({ at: "scanning", secret: await newSecret() })}
        />
      )}
      {step.at === "scanning" && <NewSecret {...step.secret} onOn={keep} />}
      {step.at === "keeping" && <RecoveryCodes codes={step.codes} onKept={rest} />}
      {step.at === "renewing" && (
        <PasswordStep
          lead={t("security:renew_lead")}
          submit={t("security:make")}
          onRight={async () => keep(await newCodes())}
        />
      )}
      {step.at === "turning_off" && (
        <PasswordStep
          lead={t("security:turn_off_lead")}
          submit={t("security:turn_off")}
          onRight={turnOff}
        />
      )}
      {step.at !== "rest" && step.at !== "keeping" && (
        <button type="button" className={classes.cancel} onClick={rest}>
          {t("common:cancel")}
        </button>
      )}
    </>
  )
}

interface StateProps {
  factors: Factors
  busy: boolean
  onStep: (at: "turning_on" | "turning_off" | "renewing") => void
}

function State({ factors: { since, codes, codesLeft }, busy, onStep }: StateProps) {
  const { t } = useTranslation()
  if (!since)
    return (
      <div className={classes.state}>
        <IconShieldOff size={20} stroke={1.7} aria-hidden />
        <span className={classes.word}>{t("security:off")}</span>
        {!busy && (
          <Button color="green" size="sm" onClick={() => onStep("turning_on")}>
            {t("security:turn_on")}
          </Button>
        )}
      </div>
    )
  const left = { count: codesLeft, number: codesLeft, all: codes }
  return (
    <>
      <div className={classes.state} data-on>
        <IconShieldCheck size={20} stroke={1.7} aria-hidden />
        <span className={classes.word}>
          {t("security:on", { date: formatDate(since) })}
          <span className={classes.meta}>{t("security:left", left)}</span>
        </span>
        {!busy && (
          <>
            <Button variant="default" size="xs" onClick={() => onStep("renewing")}>
              {t("security:renew")}
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="xs"
              className={classes.danger}
              onClick={() => onStep("turning_off")}
            >
              {t("security:turn_off")}
            </Button>
          </>
        )}
      </div>
      {codesLeft <= FEW && !busy && (
        <Notice tone="amber">{t("security:few", { number: codesLeft })}</Notice>
      )}
    </>
  )
}

import { Button } from "@mantine/core"
import { IconAlertTriangle, IconPlugConnectedX } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { useTitle } from "../../browser/title"
import type { Provider } from "../types"
import { connectPath, helpPath } from "./connecting"
import classes from "./Refused.module.css"
import { refusalOf } from "./refusals"
import { wordTasks } from "./tasks"

interface Props {
  code: string
  /** The address's parameters, which carry the refusal's. */
  query: URLSearchParams
  providers: Provider[] | undefined
}

/** Why connecting did not work, and what to do about it, in the order in which to try it. */
export function Refused({ code, query, providers }: Props) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const refusal = refusalOf(code)
  const params = {
    installer: query.get("installer") ?? t("settings:refused.an_admin"),
    page: query.get("page") ?? t("settings:refused.this_page"),
    tasks: wordTasks(t, query.getAll("tasks")),
  }
  const missing = query.getAll("missing")
  const title = t(`settings:refused.${refusal.words}.title`)
  // The dialog that refused was that of the provider which can be connected here
  const provider = providers?.find(({ may_install }) => may_install)
  const optional = provider?.permissions.filter((one) => one.optional).map(({ name }) => name) ?? []
  useTitle(title)
  const Icon = refusal.own ? IconPlugConnectedX : IconAlertTriangle
  return (
    <div className={classes.refused} role="alert">
      <div className={classes.icon} data-own={refusal.own}>
        <Icon size={24} stroke={1.7} aria-hidden />
      </div>
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.cause}>{t(`settings:refused.${refusal.words}.cause`, params)}</p>
      {missing.length > 0 && <Missing names={missing} />}
      <Remedies text={t(`settings:refused.${refusal.words}.remedy`, params)} />
      <div className={classes.buttons}>
        {refusal.again && provider && (
          <Button component={Link} href={connectPath(provider)} color="green">
            {t("settings:messaging.connect")}
          </Button>
        )}
        {refusal.further && provider && optional.length > 0 && (
          <Button component={Link} href={connectPath(provider, ...optional)} variant="default">
            {t("settings:pages.look_further")}
          </Button>
        )}
        <Button variant="default" onClick={() => go("/settings/messaging", { replace: true })}>
          {t("settings:refused.back")}
        </Button>
      </div>
      <p className={classes.help}>
        <Link href={helpPath(code)}>{t("settings:refused.help")}</Link>
      </p>
    </div>
  )
}

/** One remedy is a sentence; several are tried one after the other. */
function Remedies({ text }: { text: string }) {
  const { t } = useTranslation()
  const remedies = text.split("\n")
  if (remedies.length === 1) return <p className={classes.remedy}>{text}</p>
  return (
    <>
      <h2 className={classes.heading}>{t("settings:refused.remedies")}</h2>
      <ol className={classes.remedies}>
        {remedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ol>
    </>
  )
}

/** TS-08: which ones, by Facebook's name and by what they are for. */
function Missing({ names }: { names: string[] }) {
  const { t } = useTranslation()
  return (
    <ul className={classes.missing}>
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
          <span>{t(`codes:why_${name}`, { defaultValue: "" })}</span>
        </li>
      ))}
    </ul>
  )
}

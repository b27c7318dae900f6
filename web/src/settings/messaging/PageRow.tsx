import { Loader } from "@mantine/core"
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react"
import { useId } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { Avatar } from "../../components/Avatar"
import { wordCode } from "../../i18n/codes"
import type { Page } from "../types"
import classes from "./ChoosePages.module.css"
import type { Fate } from "./progress"
import { refusalCodes, refusedPath } from "./refusals"
import { wordTasks } from "./tasks"

interface Props {
  page: Page
  chosen: boolean
  fate: Fate | undefined
  busy: boolean
  onChoose: (on: boolean) => void
}

/** A Page on offer; one that cannot be chosen is grey and says why. */
export function PageRow({ page, chosen, fate, busy, onChoose }: Props) {
  const note = useId()
  const done = page.connected || fate === "done"
  const failed = typeof fate === "object" ? fate.failed : null
  const refused = failed ?? page.reason
  return (
    <li className={classes.item}>
      <label className={classes.row} data-off={!page.usable}>
        <input
          type="checkbox"
          className={classes.box}
          checked={done || chosen}
          disabled={!page.usable || done || busy}
          onChange={(event) => onChoose(event.currentTarget.checked)}
          aria-describedby={note}
        />
        <Avatar name={page.name} picture={page.picture_url} size={40} />
        <span className={classes.text}>
          <span className={classes.name}>{page.name}</span>
          {page.category && <span className={classes.category}>{page.category}</span>}
        </span>
        <Mark fate={fate} done={done} />
      </label>
      <div id={note} className={classes.note}>
        {refused && !done && <Reason code={refused} page={page} known={failed === null} />}
      </div>
    </li>
  )
}

function Mark({ fate, done }: { fate: Fate | undefined; done: boolean }) {
  const { t } = useTranslation()
  if (done)
    return (
      <span className={classes.mark} data-tone="go">
        <IconCircleCheck size={16} aria-hidden /> {t("settings:state.connected")}
      </span>
    )
  if (fate === "busy")
    return (
      <span className={classes.mark}>
        <Loader size={14} aria-hidden /> {t("settings:pages.connecting")}
      </span>
    )
  if (fate === "waiting") return <span className={classes.mark}>{t("settings:pages.waiting")}</span>
  return null
}

/** Why not, and the way to the refusal's own screen. What failed on the way is one that Facebook refused. */
function Reason({ code, page, known }: { code: string; page: Page; known: boolean }) {
  const { t } = useTranslation()
  const tasks = Array.isArray(page.params.tasks) ? page.params.tasks.map(String) : []
  const screen = known || refusalCodes.includes(code) ? code : "provider_refused"
  return (
    <p className={classes.reason}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {wordCode(t, code, { tasks: wordTasks(t, tasks) })}{" "}
        <Link href={refusedPath(screen, { page: page.name, tasks })}>
          {t("settings:messaging.what_to_do")}
        </Link>
      </span>
    </p>
  )
}

import { IconAlertTriangle, IconCircleCheck, IconPlugConnectedX } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import type { Channel } from "../../api/types"
import classes from "./StateWord.module.css"

const icons = {
  connected: IconCircleCheck,
  attention: IconAlertTriangle,
  disconnected: IconPlugConnectedX,
}

/** A word, an icon and a colour: any one of them says it. */
export function StateWord({ state }: { state: Channel["state"] }) {
  const { t } = useTranslation()
  const Icon = icons[state]
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={16} aria-hidden />
      {t(`settings:state.${state}`)}
    </span>
  )
}

import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import classes from "./Messaging.module.css"

interface Props {
  checked: boolean
  label: string
  /** What it does; where that is another thing while it is on, as told by what is shown. */
  description: string | ((on: boolean) => string)
  /** For those who may only look. */
  noAccess?: string
  change: (on: boolean) => Promise<unknown>
}

/** A setting of the messaging that is on or off: kept with the press, and what went wrong stands below. */
export function Switch({ checked, label, description, noAccess, change }: Props) {
  const { t } = useTranslation()
  const may = useMe().member?.can_change_settings ?? false
  const { mutateAsync, error } = useMutation({ mutationFn: change })
  const [on, choose] = useChoice(checked, mutateAsync)
  return (
    <div className={classes.switch}>
      <Toggle
        checked={on}
        disabled={!may}
        onChange={choose}
        label={label}
        description={typeof description === "string" ? description : description(on)}
      />
      {noAccess && !may && <p className={classes.quiet}>{noAccess}</p>}
      {error && <Notice tone="red">{wordError(t, error)}</Notice>}
    </div>
  )
}

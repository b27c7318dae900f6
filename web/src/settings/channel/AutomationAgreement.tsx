import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Notice } from "../../components/Notice"
import classes from "./Automation.module.css"
import type { Automation as Rules } from "./queries"

interface Props {
  rules: Rules
  pending: boolean
  /** Nobody else may. */
  agree: ((agreed: boolean) => void) | null
}

/** H-04: a private channel does nothing by itself before its installer knows who reads it then. */
export function AutomationAgreement({ rules, pending, agree }: Props) {
  const { t } = useTranslation()
  const { everyone, names, hidden } = rules.readers ?? { everyone: true, names: [], hidden: 0 }
  const who = everyone
    ? t("automation:private.everyone")
    : names.length > 0
      ? t("automation:private.names", { names: names.join(t("automation:private.and")) })
      : t("automation:private.alone")
  return (
    <Notice tone={rules.agreed ? "plain" : "amber"}>
      <p className={classes.tight}>
        {t(rules.agreed ? "automation:private.on" : "automation:private.off")}
      </p>
      <p className={classes.tight}>
        {who}
        {hidden > 0 && ` ${t("automation:private.more", { count: hidden })}`}
      </p>
      {agree && (
        <Button
          size="sm"
          variant="default"
          className={classes.agree}
          loading={pending}
          onClick={() => agree(!rules.agreed)}
        >
          {t(rules.agreed ? "automation:private.withdraw" : "automation:private.agree")}
        </Button>
      )}
    </Notice>
  )
}

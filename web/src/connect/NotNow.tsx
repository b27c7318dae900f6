import { Button } from "@mantine/core"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { AccountPage } from "../accounts/AccountPage"
import { refusalOf } from "../settings/messaging/refusals"
import type { Provider } from "../settings/types"
import classes from "./Consent.module.css"

/** Why this member cannot connect this here, said before anything is asked. */
export function NotNow({ provider }: { provider: Provider }) {
  const { t } = useTranslation()
  const { words } = refusalOf(provider.refusal ?? "")
  const params = { installer: t("settings:refused.an_admin"), ...provider.refusal_params }
  return (
    <AccountPage
      title={t(`settings:refused.${words}.title`)}
      lead={t(`settings:refused.${words}.cause`, params)}
    >
      <p className={classes.text}>{t(`settings:refused.${words}.remedy`, params)}</p>
      <Button component={Link} href="/settings/messaging" variant="default" size="md" fullWidth>
        {t("settings:refused.back")}
      </Button>
    </AccountPage>
  )
}

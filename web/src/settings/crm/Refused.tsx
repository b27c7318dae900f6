import { Button } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { Notice } from "../../components/Notice"
import { toast } from "../../components/toast"
import { wordCode, wordError } from "../../i18n/codes"
import classes from "./Crm.module.css"
import { type CrmSettings, crmSettingsQuery } from "./queries"

/** What the CRM did not make or take, by reason; all of it is tried again with one press (P-07). */
export function Refused({ settings }: { settings: CrmSettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: () => api.post<CrmSettings>("/crm/retry-refused"),
    onSuccess: () => {
      toast({ text: t("activities:crm.tried") })
      void client.invalidateQueries({ queryKey: crmSettingsQuery.queryKey })
    },
  })
  if (settings.refused.length === 0)
    return <p className={classes.none}>{t("activities:crm.none_refused")}</p>
  return (
    <div className={classes.refused}>
      <ul>
        {settings.refused.map(({ kind, reason, count }) => (
          <li key={kind + reason.code}>
            <strong>{t(`activities:crm.kind.${kind}`, { count })}</strong>
            {reason.code && <span>{wordCode(t, reason.code, reason.params)}</span>}
          </li>
        ))}
      </ul>
      {retry.error && <Notice tone="red">{wordError(t, retry.error)}</Notice>}
      <Button variant="default" size="xs" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t("common:try_again")}
      </Button>
    </div>
  )
}

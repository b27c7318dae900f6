import { Button } from "@mantine/core"
import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { Notice } from "../../components/Notice"
import { wordError } from "../../i18n/codes"
import type { Provider } from "../types"
import classes from "./Messaging.module.css"
import { useAccessChanged } from "./useAccessChanged"

/** What the installer was asked: they agree or decline, and an admin may take it back. */
export function HandoverRequest({ provider }: { provider: Provider }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const changed = useAccessChanged()
  const asked = provider.connection ?? provider.removable
  const path = `/connections/${asked?.id}/handover`
  const act = useMutation({
    mutationFn: (agreed: boolean | null) =>
      agreed === null ? api.delete(path) : api.post(`${path}/answer`, { agreed }),
    onSettled: changed,
  })
  if (!asked?.handover) return null
  const { to, by } = asked.handover
  const mine = asked.installer.id === member?.id
  const params = {
    provider: provider.label,
    name: to.name,
    by: by?.name ?? t("settings:former_member"),
    installer: asked.installer.name,
  }
  return (
    <Notice tone={mine ? "amber" : "plain"}>
      <p className={classes.problem}>
        {t(mine ? "settings:handover.request" : "settings:handover.waiting", params)}
      </p>
      <div className={classes.answers}>
        {mine ? (
          <>
            <Button size="xs" loading={act.isPending} onClick={() => act.mutate(true)}>
              {t("settings:handover.agree")}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={act.isPending}
              onClick={() => act.mutate(false)}
            >
              {t("settings:handover.decline")}
            </Button>
          </>
        ) : (
          <Button
            size="xs"
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate(null)}
          >
            {t("settings:handover.withdraw")}
          </Button>
        )}
      </div>
      {act.error && <p className={classes.problem}>{wordError(t, act.error)}</p>}
    </Notice>
  )
}

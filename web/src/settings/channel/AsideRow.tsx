import { Button } from "@mantine/core"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { wordError } from "../../i18n/codes"
import { formatMoment, formatSize } from "../../i18n/format"
import classes from "./Channel.module.css"
import type { Aside } from "./queries"
import { RawBody } from "./RawBody"

/** One that was set aside: what it was, why, and what came of trying it again. */
export function AsideRow({ row, channel }: { row: Aside; channel: Channel }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [shown, setShown] = useState(false)
  const replay = useMutation({
    mutationFn: () => api.post<Aside>(`/webhook-events/${row.id}/replay`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["channel", channel.id] }),
  })
  const kinds = row.kinds.map((kind) =>
    t(`channel:aside.kind.${kind}`, { defaultValue: t("channel:aside.kind.other") }),
  )
  const state = row.state === "set_aside" && row.replayed_at ? "again" : row.state
  return (
    <li className={classes.aside}>
      <div className={classes.asideHead}>
        <span className={classes.checkName}>
          {kinds.length > 0 ? kinds.join(t("settings:separator")) : t("channel:aside.kind_unknown")}
        </span>
        <span className={classes.outcome} data-state={row.state} role="status">
          {t(`channel:aside.state.${state}`)}
        </span>
      </div>
      <p className={classes.why}>
        {t(`channel:aside.reason.${row.reason}`, { defaultValue: t("channel:aside.reason_other") })}
      </p>
      {row.detail && <code className={classes.detail}>{row.detail}</code>}
      <div className={classes.asideFoot}>
        <span className={classes.at}>
          {t("channel:aside.received", { at: formatMoment(row.received_at) })}
          {row.replayed_at && (
            <> · {t("channel:aside.replayed", { at: formatMoment(row.replayed_at) })}</>
          )}
          {" · "}
          {formatSize(row.size)}
        </span>
        {row.state !== "blanked" && (
          <Button variant="subtle" size="xs" onClick={() => setShown(true)}>
            {t("channel:aside.show")}
          </Button>
        )}
        {row.state === "set_aside" && (
          <Button
            variant="default"
            size="xs"
            loading={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t("channel:aside.replay")}
          </Button>
        )}
      </div>
      {replay.error && <Notice tone="red">{wordError(t, replay.error)}</Notice>}
      {shown && <RawBody row={row} onClose={() => setShown(false)} />}
    </li>
  )
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import type { Channel } from "../../api/types"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import classes from "./Channel.module.css"
import { type StartButton as Answer, startButtonQuery } from "./queries"

/** What new customers tap first: only then is it known by which link they came. */
export function StartButton({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const { data, isError } = useQuery(startButtonQuery(channel.id))
  if (isError) return <p className={classes.why}>{t("channel:link.get_started")}</p>
  return data?.whose ? <Choice channel={channel} whose={data.whose} /> : null
}

function Choice({ channel, whose }: { channel: Channel; whose: NonNullable<Answer["whose"]> }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (offered: boolean) =>
      api.patch<Answer>(`/channels/${channel.id}/start-button`, { offered }),
    onSuccess: (answer) => client.setQueryData(startButtonQuery(channel.id).queryKey, answer),
  })
  const [on, choose] = useChoice(whose !== "none", change.mutateAsync)
  return (
    <div className={classes.start}>
      <Toggle
        checked={on}
        disabled={whose === "other" || !member?.can_change_settings}
        onChange={choose}
        label={t("channel:start.label")}
        description={t(`channel:start.${whose}`)}
      />
      {change.error && <Notice tone="red">{wordError(t, change.error)}</Notice>}
    </div>
  )
}

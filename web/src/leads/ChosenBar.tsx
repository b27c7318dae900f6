import { Button } from "@mantine/core"
import { IconArchive, IconArchiveOff } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { toast } from "../components/toast"
import { refreshRecords } from "../crm/caches"
import { wordError } from "../i18n/codes"
import { formatNumber } from "../i18n/format"
import classes from "./Leads.module.css"
import type { useChosen } from "./useChosen"

interface Props {
  archived: boolean
  chosen: ReturnType<typeof useChosen>
  listed: number
}

/** What can be done with all that are ticked: put away, or brought back. */
export function ChosenBar({ archived, chosen, listed }: Props) {
  const { t } = useTranslation()
  const { mutate, isPending } = usePutAway()
  const count = chosen.chosen.length
  const shown = formatNumber(count)
  const act = () =>
    mutate({ leads: chosen.chosen, away: !archived }, { onSuccess: () => chosen.none() })
  const Icon = archived ? IconArchiveOff : IconArchive
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("board:leads.tools")}>
      <span className={classes.count} aria-live="polite">
        {t("board:leads.chosen", { count, shown })}
      </span>
      {count < listed && (
        <Button variant="subtle" size="xs" onClick={chosen.all}>
          {t("board:leads.all")}
        </Button>
      )}
      <Button variant="subtle" color="gray" size="xs" onClick={chosen.none}>
        {t("board:leads.no_more")}
      </Button>
      <Button size="xs" leftSection={<Icon size={16} />} loading={isPending} onClick={act}>
        {t(archived ? "crm:restore" : "crm:archive")}
      </Button>
    </div>
  )
}

interface Wanted {
  leads: number[]
  away: boolean
}

function usePutAway() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const put = async ({ leads, away }: Wanted) => {
    const path = away ? "/leads/archive" : "/leads/restore"
    const done = await api.post<{ leads: number[] }>(path, { leads })
    await refreshRecords(client)
    return done.leads
  }
  const failed = (error: Error) => toast({ text: wordError(t, error), tone: "red" })
  return useMutation({
    mutationFn: put,
    onError: failed,
    onSuccess: (leads, { away }) => {
      const [count, shown] = [leads.length, formatNumber(leads.length)]
      const run = () => void put({ leads, away: !away }).catch(failed)
      toast({
        text: t(away ? "board:leads.archived" : "board:leads.restored", { count, shown }),
        ...(count > 0 ? { action: { label: t("board:undo"), run } } : {}),
      })
    },
  })
}

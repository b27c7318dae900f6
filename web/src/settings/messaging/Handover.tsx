import { Button, NativeSelect } from "@mantine/core"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { toast } from "../../components/toast"
import { membersQuery } from "../queries"
import type { Provider, Removable } from "../types"
import classes from "./Messaging.module.css"
import { useAccessChanged } from "./useAccessChanged"

/** H-03: an admin makes another member the installer; who keeps it private is asked first. */
export function Handover({ provider, removable }: { provider: Provider; removable: Removable }) {
  const { t } = useTranslation()
  const { member } = useMe()
  const [asking, setAsking] = useState(false)
  const [to, setTo] = useState("")
  const { data: members } = useQuery(membersQuery)
  const changed = useAccessChanged()
  const client = useQueryClient()
  const { id, installer, visibility } = removable
  const others = (members ?? []).filter((each) => each.id !== installer.id)
  const mine = installer.id === member?.id
  const asks = visibility === "private" && !mine
  const params = {
    provider: provider.label,
    installer: installer.name,
    name: others.find((each) => String(each.id) === to)?.name ?? "",
  }
  const open = () => {
    setTo("")
    void client.invalidateQueries({ queryKey: membersQuery.queryKey })
    setAsking(true)
  }
  const handOver = async () => {
    const answer = await api.post<Provider>(`/connections/${id}/handover`, { member: Number(to) })
    await changed()
    toast({
      text: t(
        answer.removable?.handover ? "settings:handover.asked" : "settings:handover.done",
        params,
      ),
    })
  }
  return (
    <div className={classes.visibilityLine}>
      <span className={classes.visibilityHint}>
        {t("settings:handover.installer")}: {installer.name}
      </span>
      <Button variant="default" size="xs" onClick={open}>
        {t("settings:handover.open")}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("settings:handover.title", params)}
        confirm={asks ? t("settings:handover.ask", params) : t("settings:handover.confirm")}
        color="indigo"
        ready={to !== ""}
        onConfirm={handOver}
      >
        <p>{t("settings:handover.text")}</p>
        {visibility === "private" && (
          <p>{t(`settings:handover.private_${asks ? "other" : "mine"}`, params)}</p>
        )}
        <NativeSelect
          label={t("settings:handover.to")}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[
            { value: "", label: t("settings:handover.choose"), disabled: true },
            ...others.map((each) => ({ value: String(each.id), label: each.name || each.email })),
          ]}
        />
      </ConfirmDialog>
    </div>
  )
}

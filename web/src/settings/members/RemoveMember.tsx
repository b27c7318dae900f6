import { ActionIcon } from "@mantine/core"
import { IconUserMinus } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { enter } from "../../accounts/next"
import { api } from "../../api/client"
import { useMe } from "../../api/me"
import { ConfirmDialog } from "../../components/ConfirmDialog"
import { membersQuery } from "../queries"
import type { Member } from "../types"

/** Ends somebody's access; an admin may leave like this too, while another stays. */
export function RemoveMember({ member, disabled }: { member: Member; disabled: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { workspace } = useMe()
  const [asking, setAsking] = useState(false)
  const name = member.name || member.email
  const about = { name, workspace: workspace?.name ?? "" }
  const label = member.you
    ? t("settings:members.leave")
    : t("settings:members.remove_from", { name })
  const remove = async () => {
    await api.delete(`/members/${member.id}`)
    if (member.you) enter("/signin")
    else await client.invalidateQueries({ queryKey: membersQuery.queryKey })
  }
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        disabled={disabled}
        aria-label={label}
        title={disabled ? t("settings:members.last_admin") : label}
        onClick={() => setAsking(true)}
      >
        <IconUserMinus size={18} stroke={1.7} />
      </ActionIcon>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={
          member.you
            ? t("settings:members.leave_title", about)
            : t("settings:members.remove_title", about)
        }
        confirm={member.you ? t("settings:members.leave") : t("settings:members.remove")}
        onConfirm={remove}
      >
        {member.you ? t("settings:members.leave_text") : t("settings:members.remove_text")}
      </ConfirmDialog>
    </>
  )
}

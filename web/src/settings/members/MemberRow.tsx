import { IconShieldCheck } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { meQuery } from "../../api/me"
import { Avatar } from "../../components/Avatar"
import { Notice } from "../../components/Notice"
import { Toggle } from "../../components/Toggle"
import { useChoice } from "../../components/useChoice"
import { wordError } from "../../i18n/codes"
import { membersQuery } from "../queries"
import type { Member, Role } from "../types"
import classes from "./Members.module.css"
import { RemoveMember } from "./RemoveMember"
import { RoleSelect } from "./RoleSelect"

interface Props {
  member: Member
  mayChange: boolean
  /** Somebody must stay who can invite and connect. */
  lastAdmin: boolean
}

type Change = Partial<Pick<Member, "role" | "can_change_settings">>

export function MemberRow({ member, mayChange, lastAdmin }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (to: Change) => api.patch<Member>(`/members/${member.id}`, to),
    onSettled: () => {
      if (member.you) void client.invalidateQueries({ queryKey: meQuery.queryKey })
      return client.invalidateQueries({ queryKey: membersQuery.queryKey })
    },
  })
  const [changed, choose] = useChoice<Change>({}, change.mutateAsync)
  const shown = { ...member, ...changed }
  const name = member.name || member.email
  const access = shown.role === "admin" || shown.can_change_settings
  return (
    <>
      <tr className={classes.row}>
        <th scope="row" className={classes.who}>
          <div className={classes.person}>
            <Avatar name={name} size={36} />
            <div className={classes.names}>
              <span className={classes.name}>
                {name}
                {member.you && <span className={classes.you}>{t("settings:members.you")}</span>}
                {member.two_factor && (
                  <span className={classes.factor} title={t("settings:members.two_step")}>
                    <IconShieldCheck size={14} stroke={1.8} aria-hidden />
                    {t("settings:members.two_step_short")}
                  </span>
                )}
              </span>
              <span className={classes.email}>{member.email}</span>
            </div>
          </div>
        </th>
        <td data-label={t("settings:members.role")}>
          {mayChange ? (
            <RoleSelect
              className={classes.role}
              label={t("settings:members.role_of", { name })}
              value={shown.role}
              disabled={lastAdmin || change.isPending}
              title={lastAdmin ? t("settings:members.last_admin") : undefined}
              onChange={(role: Role) => choose({ role })}
            />
          ) : (
            t(`settings:role.${shown.role}`)
          )}
        </td>
        <td data-label={t("settings:members.access")}>
          <Toggle
            checked={access}
            disabled={!mayChange || shown.role === "admin" || change.isPending}
            aria-label={t("settings:members.access_of", { name })}
            title={
              shown.role === "admin"
                ? t("settings:members.admin_access")
                : t("settings:members.access_hint")
            }
            onChange={(can_change_settings) => choose({ can_change_settings })}
          />
        </td>
        {mayChange && (
          <td className={classes.remove}>
            <RemoveMember member={member} disabled={lastAdmin} />
          </td>
        )}
      </tr>
      {change.error && (
        <tr>
          <td colSpan={4} className={classes.trouble}>
            <Notice tone="red">{wordError(t, change.error)}</Notice>
          </td>
        </tr>
      )}
    </>
  )
}

import { useTranslation } from "react-i18next"
import type { Member } from "../types"
import { MemberRow } from "./MemberRow"
import classes from "./Members.module.css"

export function MemberTable({ members, mayChange }: { members: Member[]; mayChange: boolean }) {
  const { t } = useTranslation()
  const admins = members.filter(({ role }) => role === "admin").length
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("settings:members.member")}</th>
          <th scope="col">{t("settings:members.role")}</th>
          <th scope="col" title={t("settings:members.access_hint")}>
            {t("settings:members.access")}
          </th>
          {mayChange && (
            <th scope="col">
              <span className="visually-hidden">{t("settings:members.remove")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            mayChange={mayChange}
            lastAdmin={member.role === "admin" && admins === 1}
          />
        ))}
      </tbody>
    </table>
  )
}

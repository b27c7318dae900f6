import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Skeleton } from "../../components/Skeleton"
import { membersQuery } from "../queries"
import { Section, SettingsPage } from "../SettingsPage"
import { Invitations } from "./Invitations"
import { InviteForm } from "./InviteForm"
import classes from "./Members.module.css"
import { MemberTable } from "./MemberTable"

/** Who is in the workspace and what they may do; admins invite and change. */
export function Members() {
  const { t } = useTranslation()
  const { member, workspace } = useMe()
  const { data, error, refetch } = useQuery(membersQuery)
  const admin = member?.role === "admin"
  return (
    <SettingsPage
      title={t("settings:members.title")}
      lead={t("settings:members.lead", { workspace: workspace?.name ?? "" })}
    >
      {admin ? (
        <>
          <Section title={t("settings:invite.title")} lead={t("settings:invite.lead")}>
            <InviteForm />
          </Section>
          <Invitations />
        </>
      ) : (
        <Notice>{t("settings:members.admins_only")}</Notice>
      )}
      <Section title={t("settings:members.list")} flush>
        {data ? (
          <MemberTable members={data} mayChange={admin} />
        ) : error ? (
          <ErrorState
            title={t("settings:members.not_loaded")}
            error={error}
            retry={() => void refetch()}
          />
        ) : (
          <div className={classes.loading}>
            <Skeleton height={48} />
          </div>
        )}
      </Section>
    </SettingsPage>
  )
}

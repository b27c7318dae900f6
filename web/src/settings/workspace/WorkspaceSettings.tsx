import { NativeSelect } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { meQuery, useMe } from "../../api/me"
import type { Me } from "../../api/types"
import { Field } from "../../components/Field"
import { Notice } from "../../components/Notice"
import { SaveForm } from "../SaveForm"
import { Section, SettingsPage } from "../SettingsPage"

type Workspace = NonNullable<Me["workspace"]>

/** The workspace's name and time zone. */
export function WorkspaceSettings() {
  const { t } = useTranslation()
  const { member, workspace } = useMe()
  if (!workspace) return null
  return (
    <SettingsPage title={t("settings:workspace.title")} lead={t("settings:workspace.lead")}>
      {member?.role === "admin" ? (
        <>
          <Section title={t("settings:workspace.name")} lead={t("settings:workspace.name_lead")}>
            <NameForm workspace={workspace} />
          </Section>
          <Section
            title={t("settings:workspace.time_zone")}
            lead={t("settings:workspace.time_zone_lead")}
          >
            <ZoneForm workspace={workspace} />
          </Section>
        </>
      ) : (
        <Notice>{t("settings:workspace.admins_only", { ...workspace })}</Notice>
      )}
    </SettingsPage>
  )
}

function useChange(): (change: Partial<Workspace>) => Promise<undefined> {
  const client = useQueryClient()
  return async (change) => {
    await api.patch<Workspace>("/workspace", change)
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
    return undefined
  }
}

function NameForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const change = useChange()
  return (
    <SaveForm send={({ name }) => change({ name })}>
      {(refused) => (
        <Field
          label={t("settings:workspace.name")}
          name="name"
          autoComplete="organization"
          maxLength={120}
          defaultValue={workspace.name}
          error={refused.name}
        />
      )}
    </SaveForm>
  )
}

function ZoneForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const change = useChange()
  return (
    <SaveForm send={({ time_zone }) => change({ time_zone })}>
      {(refused) => (
        <NativeSelect
          size="md"
          label={t("settings:workspace.time_zone")}
          name="time_zone"
          data={zones(workspace.time_zone)}
          defaultValue={workspace.time_zone}
          error={refused.time_zone}
        />
      )}
    </SaveForm>
  )
}

/** Those the browser knows, and the one there is: it may go by an older name. */
const zones = (current: string): string[] =>
  [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", current])].sort()

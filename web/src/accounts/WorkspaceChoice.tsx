import { Button } from "@mantine/core"
import { IconBuilding, IconChevronRight } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Redirect } from "wouter"
import { api } from "../api/client"
import { ApiError } from "../api/error"
import { useMaybeMe } from "../api/me"
import type { Me } from "../api/types"
import { ErrorState } from "../components/ErrorState"
import { Field } from "../components/Field"
import { Form } from "../components/Form"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import { AccountPage, Below } from "./AccountPage"
import classes from "./AccountPage.module.css"
import { ask } from "./allauth"
import { enter } from "./next"

/** Signed in, and in no workspace: enter one of one's own, or open one. */
export function WorkspaceChoice() {
  const { t } = useTranslation()
  const { data: me, error, refetch } = useMaybeMe()
  if (!me && error instanceof ApiError && error.status === 401)
    return <Redirect to="/signin?next=/signup/workspace" replace />
  if (!me && error)
    return (
      <AccountPage title={t("accounts:workspace_choice.title")}>
        <ErrorState title={t("frame:not_loaded")} error={error} retry={() => void refetch()} />
      </AccountPage>
    )
  if (!me) return null
  return (
    <AccountPage
      title={t("accounts:workspace_choice.title")}
      lead={
        me.workspaces.length > 0
          ? t("accounts:workspace_choice.lead_some")
          : t("accounts:workspace_choice.lead_none")
      }
    >
      {me.workspaces.length > 0 && <Mine me={me} />}
      <OpenForm alone={me.workspaces.length === 0} />
      <Below>
        {t("accounts:workspace_choice.signed_in_as", { email: me.user.email })}{" "}
        <button type="button" className={classes.link} onClick={() => void leave()}>
          {t("frame:sign_out")}
        </button>
      </Below>
    </AccountPage>
  )
}

function Mine({ me }: { me: Me }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const choose = async (id: number) => {
    try {
      await api.post("/me/workspace", { id })
      enter()
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      {failure !== null && <Notice tone="red">{wordError(t, failure)}</Notice>}
      <ul className={classes.workspaces}>
        {me.workspaces.map(({ id, name }) => (
          <li key={id}>
            <Button
              variant="default"
              size="md"
              fullWidth
              justify="space-between"
              leftSection={<IconBuilding size={18} stroke={1.7} />}
              rightSection={<IconChevronRight size={16} />}
              classNames={{ label: classes.workspaceName }}
              onClick={() => void choose(id)}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

function OpenForm({ alone }: { alone: boolean }) {
  const { t } = useTranslation()
  return (
    <Form
      wide
      submit={t("accounts:workspace_choice.open")}
      send={async ({ workspace }) => {
        await api.post("/workspaces", { name: workspace })
        enter()
        return undefined
      }}
    >
      {(refused) => (
        <Field
          label={t("accounts:workspace")}
          description={t("accounts:workspace_hint")}
          name="workspace"
          autoComplete="organization"
          maxLength={120}
          autoFocus={alone}
          error={refused.workspace ?? refused.name}
        />
      )}
    </Form>
  )
}

async function leave(): Promise<void> {
  await ask("DELETE", "auth/session")
  enter("/signin")
}

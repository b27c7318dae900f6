import { NativeSelect } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { api } from "../api/client"
import { useMe } from "../api/me"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import classes from "./Consent.module.css"

/** Which workspace the channel joins. Choosing another enters it, with a fresh page. */
export function WorkspaceSelect() {
  const { t } = useTranslation()
  const { workspace, workspaces } = useMe()
  const [error, setError] = useState<unknown>(null)
  const enter = async (id: number) => {
    try {
      await api.post("/me/workspace", { id })
      location.reload()
    } catch (failure) {
      setError(failure)
    }
  }
  if (workspaces.length < 2)
    return (
      <section>
        <h2 className={classes.heading}>{t("connect:workspace")}</h2>
        <p className={classes.workspace}>{workspace?.name}</p>
      </section>
    )
  return (
    <>
      <NativeSelect
        size="md"
        label={t("connect:workspace")}
        description={t("connect:workspace_hint")}
        value={String(workspace?.id)}
        data={workspaces.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(event) => void enter(Number(event.currentTarget.value))}
      />
      {error !== null && <Notice tone="red">{wordError(t, error)}</Notice>}
    </>
  )
}

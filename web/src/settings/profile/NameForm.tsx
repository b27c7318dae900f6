import { useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../../api/client"
import { meQuery, useMe } from "../../api/me"
import type { Me } from "../../api/types"
import { Field } from "../../components/Field"
import { SaveForm } from "../SaveForm"

export function NameForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useMe()
  return (
    <SaveForm
      send={async ({ name }) => {
        client.setQueryData(meQuery.queryKey, await api.patch<Me>("/me", { name }))
        return undefined
      }}
    >
      {(refused) => (
        <Field
          label={t("settings:profile.name")}
          name="name"
          autoComplete="name"
          maxLength={120}
          defaultValue={user.name}
          error={refused.name}
        />
      )}
    </SaveForm>
  )
}

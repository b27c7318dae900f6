import { Modal } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation } from "wouter"
import { api } from "../api/client"
import { newKey } from "../browser/key"
import { Field } from "../components/Field"
import { Form, type Values } from "../components/Form"
import { refreshRecords } from "../crm/caches"

interface Props {
  /** What was looked for and not found, most often. */
  name: string
  onClose: () => void
}

export function NewOrganization({ name, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [key] = useState(newKey)
  const send = async ({ name, address = "" }: Values) => {
    const made = await api.post<{ id: number }>("/organizations", { name, address, key })
    void refreshRecords(client)
    go(`/organizations/${made.id}`)
    return undefined
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("crm:new.organization")}
      centered
      size={480}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Form wide submit={t("crm:new.save")} color="green" optional={["address"]} send={send}>
        {(refused) => (
          <>
            <Field
              label={t("crm:field.name")}
              name="name"
              autoComplete="off"
              maxLength={255}
              autoFocus
              defaultValue={name.trim()}
              error={refused.name}
            />
            <Field
              label={t("crm:field.address")}
              name="address"
              autoComplete="off"
              maxLength={255}
              error={refused.address}
            />
          </>
        )}
      </Form>
    </Modal>
  )
}

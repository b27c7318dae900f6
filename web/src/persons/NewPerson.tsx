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
import type { Whom } from "../crm/FoundField"
import { OrganizationField, organizationOf } from "../crm/OrganizationField"

interface Props {
  /** What was looked for and not found, most often. */
  name: string
  onClose: () => void
}

export function NewPerson({ name, onClose }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [keys] = useState({ person: newKey(), organization: newKey() })
  const [whom, setWhom] = useState<Whom>({ id: null, name: "" })
  const send = async ({ name, phone = "", email = "" }: Values) => {
    const organization = await organizationOf(whom, keys.organization)
    const made = await api.post<{ id: number }>("/persons", {
      name,
      key: keys.person,
      ...(phone ? { phones: [{ value: phone, label: "mobile" }] } : {}),
      ...(email ? { emails: [{ value: email }] } : {}),
      ...(organization ? { organization } : {}),
    })
    void refreshRecords(client)
    go(`/persons/${made.id}`)
    return undefined
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("crm:new.person")}
      centered
      size={480}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Form
        wide
        submit={t("crm:new.save")}
        color="green"
        optional={["phone", "email", "organization"]}
        send={send}
      >
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
              label={t("crm:field.phones")}
              name="phone"
              autoComplete="off"
              maxLength={120}
              error={refused.phone}
            />
            <Field
              label={t("crm:field.emails")}
              name="email"
              autoComplete="off"
              maxLength={254}
              error={refused.email ?? refused.value}
            />
            <OrganizationField whom={whom} onChange={setWhom} error={refused.organization} />
          </>
        )}
      </Form>
    </Modal>
  )
}

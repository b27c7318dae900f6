import { Button } from "@mantine/core"
import { IconPencil } from "@tabler/icons-react"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { newKey } from "../browser/key"
import tool from "../components/IconTool.module.css"
import { toast } from "../components/toast"
import type { Whom } from "../crm/FoundField"
import { OrganizationField, organizationOf } from "../crm/OrganizationField"
import type { Changes } from "../crm/useRecordChange"
import { wordError } from "../i18n/codes"
import { Fact } from "./Facts"
import record from "./Record.module.css"

interface Props {
  organization: { id: number; name: string } | null
  editable: boolean
  save: (change: Changes) => Promise<unknown>
}

/** Which company somebody or something belongs to: one there is, or a new one. */
export function OrganizationFact({ organization, editable, save }: Props) {
  const { t } = useTranslation()
  const label = t("crm:field.organization")
  const [whom, setWhom] = useState<Whom | null>(null)
  const [key] = useState(newKey)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!whom) return
    try {
      await save({ organization: await organizationOf(whom, key) })
      setWhom(null)
    } catch (error) {
      toast({ text: wordError(t, error), tone: "red" })
    }
  }
  if (whom)
    return (
      <Fact label={label} wide>
        <form className={record.lines} onSubmit={submit}>
          <OrganizationField whom={whom} onChange={setWhom} labelled={false} />
          <div className={record.buttons}>
            <Button type="submit" color="green" size="xs">
              {t("common:save")}
            </Button>
            <Button variant="default" size="xs" onClick={() => setWhom(null)}>
              {t("common:cancel")}
            </Button>
          </div>
        </form>
      </Fact>
    )
  const edit = t("crm:field.edit", { field: label })
  return (
    <Fact label={label}>
      <span className={record.value}>
        <span className={record.shown}>
          {organization ? (
            <Link href={`/organizations/${organization.id}`}>{organization.name}</Link>
          ) : (
            <span className={record.none}>{t("crm:field.empty")}</span>
          )}
        </span>
        {editable && (
          <button
            type="button"
            className={tool.tool}
            aria-label={edit}
            title={edit}
            onClick={() => setWhom(organization ?? { id: null, name: "" })}
          >
            <IconPencil size={15} aria-hidden />
          </button>
        )}
      </span>
    </Fact>
  )
}

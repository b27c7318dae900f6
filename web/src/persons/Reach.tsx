import { Button, TextInput } from "@mantine/core"
import { IconPlus, IconX } from "@tabler/icons-react"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { CopyText } from "../components/CopyText"
import tool from "../components/IconTool.module.css"
import type { Person } from "../crm/types"
import type { Changes } from "../crm/useRecordChange"
import { Fact } from "../records/Facts"
import record from "../records/Record.module.css"

interface Props {
  person: Person
  save: (change: Changes) => Promise<unknown>
}

/** Numbers and addresses: copied with a click, taken away, or one more added. */
export function Reach({ person, save }: Props) {
  const { t } = useTranslation()
  const { phones, emails } = person
  return (
    <>
      <Fact label={t("crm:field.phones")}>
        <Lines
          add={t("crm:person.add_phone")}
          values={phones.map(({ value }) => value)}
          editable={person.may.change}
          onAdd={(value) => save({ phones: [...phones, { value, label: "mobile" }] })}
          onRemove={(at) => save({ phones: phones.filter((_, index) => index !== at) })}
        />
      </Fact>
      <Fact label={t("crm:field.emails")}>
        <Lines
          add={t("crm:person.add_email")}
          values={emails}
          editable={person.may.change}
          onAdd={(value) => save({ emails: [...emails, value] })}
          onRemove={(at) => save({ emails: emails.filter((_, index) => index !== at) })}
        />
      </Fact>
    </>
  )
}

interface LinesProps {
  add: string
  values: string[]
  editable: boolean
  onAdd: (value: string) => Promise<unknown>
  onRemove: (at: number) => Promise<unknown>
}

function Lines({ add, values, editable, onAdd, onRemove }: LinesProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  // What was refused is said in a corner, and the line stays open
  const refused = () => undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = typed?.trim() ?? ""
    if (value === "") setTyped(null)
    else void onAdd(value).then(() => setTyped(null), refused)
  }
  return (
    <div>
      {values.map((value, at) => (
        <span key={value} className={record.value}>
          <span className={record.shown}>
            <CopyText text={value} />
          </span>
          {editable && (
            <button
              type="button"
              className={tool.tool}
              aria-label={t("crm:person.remove", { value })}
              title={t("crm:person.remove", { value })}
              onClick={() => void onRemove(at).catch(refused)}
            >
              <IconX size={14} aria-hidden />
            </button>
          )}
        </span>
      ))}
      {editable &&
        (typed === null ? (
          <Button
            variant="subtle"
            size="compact-xs"
            className={record.add}
            leftSection={<IconPlus size={14} />}
            onClick={() => setTyped("")}
          >
            {add}
          </Button>
        ) : (
          <form className={record.edit} onSubmit={submit}>
            <TextInput
              autoFocus
              size="xs"
              aria-label={add}
              autoComplete="off"
              maxLength={120}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
            />
            <Button type="submit" color="green" size="xs">
              {t("common:save")}
            </Button>
          </form>
        ))}
    </div>
  )
}

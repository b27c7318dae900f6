import { TextInput } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useDeferredValue } from "react"
import { useTranslation } from "react-i18next"
import { Avatar } from "../components/Avatar"
import tool from "../components/IconTool.module.css"
import classes from "./NewRecord.module.css"
import { personsQuery } from "./queries"
import type { Person } from "./types"

/** Somebody the CRM has, or the name of somebody new. */
export interface Whom {
  id: number | null
  name: string
}

interface Props {
  whom: Whom
  onChange: (whom: Whom) => void
  error?: string | undefined
}

/** A name as it is typed finds whom there is; who is not chosen from these is somebody new. */
export function PersonField({ whom, onChange, error }: Props) {
  const { t } = useTranslation()
  const typed = whom.name.trim()
  const { data } = useQuery(personsQuery(useDeferredValue(whom.id === null ? typed : "")))
  if (whom.id !== null) return <Chosen whom={whom} onChange={onChange} />
  const found = typed === "" ? [] : (data?.items ?? [])
  return (
    <div>
      <TextInput
        size="md"
        label={t("crm:field.person")}
        description={t("crm:new.person_hint")}
        name="person"
        autoComplete="off"
        maxLength={255}
        value={whom.name}
        error={error}
        onChange={(event) => onChange({ id: null, name: event.currentTarget.value })}
      />
      {found.length > 0 && (
        <ul className={classes.found} aria-label={t("crm:new.found")}>
          {found.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className={classes.choice}
                onClick={() => onChange({ id: person.id, name: person.name })}
              >
                <Avatar name={person.name} size={28} />
                <span className={classes.name}>{person.name}</span>
                <span className={classes.meta}>{reach(person)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {typed !== "" && (
        <p className={classes.fresh} role="status">
          {t("crm:new.fresh", { name: typed })}
        </p>
      )}
    </div>
  )
}

function Chosen({ whom, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div>
      <span className={classes.label}>{t("crm:field.person")}</span>
      <span className={classes.chosen}>
        <Avatar name={whom.name} size={24} />
        <span className={classes.name}>{whom.name}</span>
        <button
          type="button"
          className={tool.tool}
          aria-label={t("crm:new.other_person")}
          title={t("crm:new.other_person")}
          onClick={() => onChange({ id: null, name: "" })}
        >
          <IconX size={16} aria-hidden />
        </button>
      </span>
    </div>
  )
}

/** What tells people of one name apart. */
const reach = ({
  phones,
  emails,
  organization,
}: Pick<Person, "phones" | "emails" | "organization">) =>
  organization?.name ?? phones[0]?.value ?? emails[0] ?? ""

import { TextInput } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import { Avatar } from "../components/Avatar"
import tool from "../components/IconTool.module.css"
import classes from "./NewRecord.module.css"

/** Somebody the CRM has, or the name of somebody new. */
export interface Whom {
  id: number | null
  name: string
}

export interface FieldProps {
  whom: Whom
  onChange: (whom: Whom) => void
  error?: string | undefined
  /** Not where its name stands above it already. */
  labelled?: boolean
}

interface Props extends FieldProps {
  kind: "person" | "organization"
  /** Those whose name is like what was typed; `hint` tells those of one name apart. */
  found: { id: number; name: string; hint: string }[]
}

/** A name as it is typed finds whom there is; who is not chosen from these is somebody new. */
export function FoundField({ kind, whom, onChange, error, found, labelled = true }: Props) {
  const { t } = useTranslation()
  const typed = whom.name.trim()
  if (whom.id !== null)
    return <Chosen kind={kind} whom={whom} onChange={onChange} labelled={labelled} />
  return (
    <div>
      <TextInput
        size="md"
        {...{ [labelled ? "label" : "aria-label"]: t(`crm:field.${kind}`) }}
        description={t(`crm:new.${kind}_hint`)}
        name={kind}
        autoComplete="off"
        maxLength={255}
        value={whom.name}
        error={error}
        onChange={(event) => onChange({ id: null, name: event.currentTarget.value })}
      />
      {typed !== "" && found.length > 0 && (
        <ul className={classes.found} aria-label={t("crm:new.found")}>
          {found.map(({ id, name, hint }) => (
            <li key={id}>
              <button
                type="button"
                className={classes.choice}
                onClick={() => onChange({ id, name })}
              >
                <Avatar name={name} size={28} />
                <span className={classes.name}>{name}</span>
                <span className={classes.meta}>{hint}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {typed !== "" && (
        <p className={classes.fresh} role="status">
          {t(`crm:new.fresh_${kind}`, { name: typed })}
        </p>
      )}
    </div>
  )
}

function Chosen({ kind, whom, onChange, labelled }: FieldProps & Pick<Props, "kind">) {
  const { t } = useTranslation()
  const other = t(`crm:new.other_${kind}`)
  return (
    <div>
      {labelled && <span className={classes.label}>{t(`crm:field.${kind}`)}</span>}
      <span className={classes.chosen}>
        <Avatar name={whom.name} size={24} />
        <span className={classes.name}>{whom.name}</span>
        <button
          type="button"
          className={tool.tool}
          aria-label={other}
          title={other}
          onClick={() => onChange({ id: null, name: "" })}
        >
          <IconX size={16} aria-hidden />
        </button>
      </span>
    </div>
  )
}

import { Button, TextInput } from "@mantine/core"
import { IconPencil } from "@tabler/icons-react"
import { type FormEvent, type ReactNode, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import tool from "../components/IconTool.module.css"
import classes from "./Record.module.css"

/** What is known of a record, line by line. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      <dl className={classes.facts}>{children}</dl>
    </section>
  )
}

interface FactProps {
  label: string
  /** While it is edited: below its name, over the whole width. */
  wide?: boolean
  children: ReactNode
}

export function Fact({ label, wide = false, children }: FactProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.fact} data-wide={wide}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes.none}>{t("crm:field.empty")}</span>}</dd>
    </div>
  )
}

interface EditProps {
  label: string
  /** As it is edited; what is shown may be formatted. */
  value: string
  shown?: ReactNode
  type?: "text" | "date"
  inputMode?: "decimal"
  editable: boolean
  onSave: (value: string) => Promise<unknown>
}

/** A line with a pencil. What was refused is said in a corner, and the line stays open. */
export function EditFact({ label, value, shown, editable, onSave, ...input }: EditProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      if (typed !== value) await onSave(typed ?? "")
      setTyped(null)
    } catch {
      // Said by whoever saves
    } finally {
      setBusy(false)
    }
  }
  if (typed === null)
    return (
      <Fact label={label}>
        <span className={classes.value}>
          <span className={classes.shown}>
            {shown || value || <span className={classes.none}>{t("crm:field.empty")}</span>}
          </span>
          {editable && (
            <button
              type="button"
              className={tool.tool}
              aria-label={t("crm:field.edit", { field: label })}
              title={t("crm:field.edit", { field: label })}
              onClick={() => setTyped(value)}
            >
              <IconPencil size={15} aria-hidden />
            </button>
          )}
        </span>
      </Fact>
    )
  return (
    <Fact label={label}>
      <form className={classes.edit} onSubmit={save}>
        <TextInput
          autoFocus
          aria-label={label}
          autoComplete="off"
          maxLength={255}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
          {...input}
        />
        <Button type="submit" color="green" size="xs" loading={busy}>
          {t("common:save")}
        </Button>
      </form>
    </Fact>
  )
}

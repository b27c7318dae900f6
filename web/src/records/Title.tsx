import { Button, TextInput } from "@mantine/core"
import { IconPencil } from "@tabler/icons-react"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import tool from "../components/IconTool.module.css"
import classes from "./Record.module.css"

interface Props {
  title: string
  editable: boolean
  onSave: (title: string) => Promise<unknown>
}

/** The record's name over its page, to be changed where it stands. */
export function Title({ title, editable, onSave }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed?.trim() ?? ""
    if (wanted === "" || wanted === title) return setTyped(null)
    // What was refused is said by whoever saves, and the line stays open
    onSave(wanted).then(
      () => setTyped(null),
      () => undefined,
    )
  }
  if (typed === null)
    return (
      <h1 className={classes.title}>
        {title}
        {editable && (
          <button
            type="button"
            className={tool.tool}
            aria-label={t("crm:rename")}
            title={t("crm:rename")}
            onClick={() => setTyped(title)}
          >
            <IconPencil size={16} aria-hidden />
          </button>
        )}
      </h1>
    )
  return (
    <form className={classes.edit} onSubmit={save}>
      <TextInput
        autoFocus
        aria-label={t("crm:rename")}
        maxLength={255}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && setTyped(null)}
      />
      <Button type="submit" color="green">
        {t("common:save")}
      </Button>
    </form>
  )
}

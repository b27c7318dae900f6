import { Button, TextInput } from "@mantine/core"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import classes from "./Pipelines.module.css"

interface Props {
  label: string
  name?: string
  busy: boolean
  onSave: (name: string) => void
  onClose: () => void
}

/** A name of something, as it is typed. */
export function NameForm({ label, name = "", busy, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed.trim()
    if (wanted === "" || wanted === name) onClose()
    else onSave(wanted)
  }
  return (
    <form className={classes.form} onSubmit={save}>
      <TextInput
        autoFocus
        size="sm"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={120}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
      <Button type="submit" size="sm" color="green" loading={busy}>
        {t("common:save")}
      </Button>
      <Button size="sm" variant="default" onClick={onClose}>
        {t("common:cancel")}
      </Button>
    </form>
  )
}

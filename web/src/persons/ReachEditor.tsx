import { Button, NativeSelect, TextInput } from "@mantine/core"
import { IconPlus, IconX } from "@tabler/icons-react"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import { fieldErrors } from "../api/error"
import { newKey } from "../browser/key"
import tool from "../components/IconTool.module.css"
import type { Label } from "../crm/types"
import record from "../records/Record.module.css"

interface Line {
  value: string
  label: Label
}

interface Props {
  kind: "phones" | "emails"
  lines: Line[]
  onSave: (lines: Line[]) => Promise<unknown>
  onClose: () => void
}

const labels: Label[] = ["work", "mobile", "home", "other"]

/** All numbers or addresses of somebody at once; the first is the main one. */
export function ReachEditor({ kind, lines, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const one = t(`board:one.${kind}`)
  const fresh = (): Line & { key: string } => ({
    key: newKey(),
    value: "",
    label: kind === "phones" ? "mobile" : "work",
  })
  const [typed, setTyped] = useState(() => [
    ...lines.map(({ value, label }) => ({ key: value, value, label })),
    ...(lines.length === 0 ? [fresh()] : []),
  ])
  const [wrong, setWrong] = useState<number[]>([])
  const [busy, setBusy] = useState(false)
  const change = (at: number, to: Partial<Line>) => {
    setWrong([])
    setTyped(typed.map((line, index) => (index === at ? { ...line, ...to } : line)))
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed
      .map(({ value, label }, at) => ({ at, line: { value: value.trim(), label } }))
      .filter(({ line }) => line.value !== "")
    setBusy(true)
    try {
      await onSave(wanted.map(({ line }) => line))
      onClose()
    } catch (error) {
      // What was refused is said in a corner; here is which of them it was
      const places = Object.keys(fieldErrors(error)).map((name) => /\.(\d+)\./.exec(name)?.[1])
      setWrong(places.flatMap((place) => wanted[Number(place ?? -1)]?.at ?? []))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className={record.lines}
      noValidate
      onSubmit={save}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      {typed.map(({ key, value, label }, at) => (
        <div key={key} className={record.lineEdit}>
          <TextInput
            autoFocus={at === typed.length - 1}
            size="xs"
            type={kind === "phones" ? "tel" : "email"}
            aria-label={one}
            autoComplete="off"
            maxLength={kind === "phones" ? 120 : 254}
            value={value}
            error={wrong.includes(at)}
            onChange={(event) => change(at, { value: event.currentTarget.value })}
          />
          <NativeSelect
            size="xs"
            aria-label={t("board:label.of", { value: value || one })}
            value={label}
            data={labels.map((each) => ({ value: each, label: t(`board:label.${each}`) }))}
            onChange={(event) => change(at, { label: event.currentTarget.value as Label })}
          />
          <button
            type="button"
            className={tool.tool}
            aria-label={t("crm:person.remove", { value: value || one })}
            title={t("crm:person.remove", { value: value || one })}
            onClick={() => setTyped(typed.filter((_, index) => index !== at))}
          >
            <IconX size={14} aria-hidden />
          </button>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        className={record.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => setTyped([...typed, fresh()])}
      >
        {t(kind === "phones" ? "crm:person.add_phone" : "crm:person.add_email")}
      </Button>
      <div className={record.buttons}>
        <Button type="submit" color="green" size="xs" loading={busy}>
          {t("common:save")}
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          {t("common:cancel")}
        </Button>
      </div>
    </form>
  )
}

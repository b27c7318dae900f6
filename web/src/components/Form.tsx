import { Button } from "@mantine/core"
import { IconCheck } from "@tabler/icons-react"
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import classes from "./Form.module.css"
import { missing, type Refusals, refusalsOf } from "./formErrors"
import { Notice } from "./Notice"

export type Values = Record<string, string>

interface Props {
  /** The button's word. */
  submit: string
  color?: "indigo" | "green"
  /** The button is as wide as the form. */
  wide?: boolean
  /** What to say beside the button when it went well and the form stays. */
  done?: string
  /** Fields that may be left empty. */
  optional?: string[]
  /** Answers what was refused, by field, or nothing when it went well. What it throws is worded. */
  send: (values: Values) => Promise<Refusals | undefined>
  /** Fields with a `name`, each shown what was refused about it. */
  children: (refused: Refusals) => ReactNode
}

/** Fields and one button; what is refused stands beside its field, and the first such field gets the focus. */
export function Form({
  submit,
  color = "indigo",
  wide = false,
  done,
  optional = [],
  send,
  children,
}: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [refused, setRefused] = useState<Refusals>({})
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const [went, setWent] = useState(false)

  useEffect(() => {
    if (round > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [round])

  const show = (refusals: Refusals) => {
    setRefused(refusals)
    setRound((count) => count + 1)
  }
  const go = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const values = valuesOf(event.currentTarget)
    const empty = missing(t, values, optional)
    if (Object.keys(empty).length > 0) return show(empty)
    setBusy(true)
    try {
      const refusals = await send(values)
      show(refusals ?? {})
      setWent(!refusals)
    } catch (error) {
      show(refusalsOf(t, error))
    } finally {
      setBusy(false)
    }
  }
  const forget = (event: FormEvent<HTMLFormElement>) => {
    const { name } = event.target as HTMLInputElement
    setWent(false)
    if (refused[name]) setRefused(({ [name]: _gone, ...others }) => others)
  }
  return (
    <form
      ref={form}
      className={classes.form}
      data-wide={wide}
      noValidate
      onSubmit={go}
      onInput={forget}
    >
      {refused[""] && <Notice tone="red">{refused[""]}</Notice>}
      {children(refused)}
      <div className={classes.actions}>
        <Button type="submit" size={wide ? "md" : "sm"} color={color} loading={busy}>
          {submit}
        </Button>
        <span className={classes.done} role="status">
          {done && went && (
            <>
              <IconCheck size={16} aria-hidden /> {done}
            </>
          )}
        </span>
      </div>
    </form>
  )
}

/** Everything but passwords without the spaces around it. */
function valuesOf(form: HTMLFormElement): Values {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [
      name,
      /password/.test(name) ? String(value) : String(value).trim(),
    ]),
  )
}

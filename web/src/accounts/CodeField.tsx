import { Field } from "../components/Field"

/** Six digits from an app. Phones offer what they know for `one-time-code`. */
export function CodeField({ label, error }: { label: string; error?: string }) {
  return (
    <Field
      key={label}
      label={label}
      name="code"
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={12}
      autoFocus
      error={error}
    />
  )
}

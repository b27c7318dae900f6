import { PasswordInput, TextInput, type TextInputProps } from "@mantine/core"
import "@mantine/core/styles/InlineInput.layer.css"
import "@mantine/core/styles/PasswordInput.layer.css"

type Props = Pick<
  TextInputProps,
  | "value"
  | "defaultValue"
  | "onChange"
  | "onBlur"
  | "error"
  | "description"
  | "placeholder"
  | "name"
  | "required"
  | "disabled"
  | "readOnly"
  | "autoComplete"
  | "autoFocus"
  | "inputMode"
  | "maxLength"
  | "ref"
> & { label: string; type?: "text" | "email" | "password" | "url" }

/** A labelled line of text. `type="password"` gets an eye; `error` takes the sentence for this field. */
export function Field({ type = "text", ...props }: Props) {
  return type === "password" ? (
    // Mantine marks other lines as invalid by itself
    <PasswordInput size="md" aria-invalid={props.error ? true : undefined} {...props} />
  ) : (
    <TextInput size="md" type={type} {...props} />
  )
}

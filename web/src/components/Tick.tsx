import { Checkbox, type CheckboxProps } from "@mantine/core"
import "@mantine/core/styles/InlineInput.layer.css"
import "@mantine/core/styles/Checkbox.layer.css"

type Props = Pick<
  CheckboxProps,
  "checked" | "disabled" | "label" | "description" | "value" | "className" | "aria-label"
> & { onChange?: (on: boolean) => void }

/** A box to tick. */
export function Tick({ onChange, ...props }: Props) {
  return (
    <Checkbox
      size="sm"
      color="var(--k-accent-strong)"
      styles={{ input: { borderColor: "var(--k-text-2)" } }}
      {...props}
      onChange={onChange && ((event) => onChange(event.currentTarget.checked))}
    />
  )
}

import { Switch, type SwitchProps } from "@mantine/core"
import "@mantine/core/styles/InlineInput.layer.css"
import "@mantine/core/styles/Switch.layer.css"
import classes from "./Toggle.module.css"

type Props = Pick<
  SwitchProps,
  "checked" | "disabled" | "label" | "description" | "title" | "aria-label"
> & {
  onChange: (on: boolean) => void
}

/** A switch that takes effect at once. */
export function Toggle({ onChange, ...props }: Props) {
  return (
    <Switch
      {...props}
      size="sm"
      withThumbIndicator={false}
      classNames={{
        input: classes.input,
        track: classes.track,
        thumb: classes.thumb,
        description: classes.description,
      }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

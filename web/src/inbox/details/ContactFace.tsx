import { IconChevronDown } from "@tabler/icons-react"
import type { ComponentProps } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./DetailsPane.module.css"

/** The contact's name as a button, with and without the menu behind it. */
export function ContactFace({ name, ...props }: { name: string } & ComponentProps<"button">) {
  const { t } = useWords()
  return (
    <button
      type="button"
      {...props}
      className={classes.nameButton}
      aria-label={t("details:menu", { name })}
    >
      <span>{name}</span>
      <IconChevronDown size={16} aria-hidden />
    </button>
  )
}

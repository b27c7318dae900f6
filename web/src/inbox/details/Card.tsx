import { IconChevronDown } from "@tabler/icons-react"
import { type ReactNode, useId, useState } from "react"
import { recall, remember } from "../../browser/storage"
import classes from "./DetailsPane.module.css"

/** A part of the details that can be folded away; how it was left is remembered under `name`. */
export function Card({
  name,
  title,
  children,
}: {
  name: string
  title: string
  children: ReactNode
}) {
  const [open, setOpen] = useState(() => recall(`card.${name}`, true))
  const body = useId()
  const toggle = () => {
    setOpen(!open)
    remember(`card.${name}`, !open)
  }
  return (
    <section className={classes.card}>
      <h3 style={{ margin: 0 }}>
        <button
          type="button"
          className={classes.cardHead}
          aria-expanded={open}
          aria-controls={body}
          onClick={toggle}
        >
          {title}
          <IconChevronDown size={16} aria-hidden />
        </button>
      </h3>
      <div id={body} className={classes.cardBody} hidden={!open}>
        {children}
      </div>
    </section>
  )
}

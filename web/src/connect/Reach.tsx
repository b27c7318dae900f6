import { IconBan, IconEye, IconPencil } from "@tabler/icons-react"
import type { ComponentType } from "react"
import { useTranslation } from "react-i18next"
import classes from "./Consent.module.css"

const parts: {
  part: string
  Icon: ComponentType<{ size: number; stroke: number }>
  lines: string[]
}[] = [
  { part: "reads", Icon: IconEye, lines: ["messages", "profiles", "echoes", "pages"] },
  { part: "writes", Icon: IconPencil, lines: ["replies", "webhooks"] },
  { part: "never", Icon: IconBan, lines: ["posts"] },
]

/** What is read, what is written, and what is left alone. */
export function Reach() {
  const { t } = useTranslation()
  return (
    <div className={classes.reach}>
      {parts.map(({ part, Icon, lines }) => (
        <section key={part} className={classes.part}>
          <h2 className={classes.heading} data-part={part}>
            <Icon size={18} stroke={1.7} />
            {t(`connect:${part}.title`)}
          </h2>
          <ul className={classes.lines}>
            {lines.map((line) => (
              <li key={line}>{t(`connect:${part}.${line}`)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

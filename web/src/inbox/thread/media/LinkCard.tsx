import { IconExternalLink, IconMapPin } from "@tabler/icons-react"
import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

/** A shared link or place. Only web addresses are followed, whatever the customer's app sent. */
export function LinkCard({ attachment }: { attachment: Attachment }) {
  const { t } = useWords()
  const { kind, title, link, name } = attachment
  const Icon = kind === "location" ? IconMapPin : IconExternalLink
  const href = link && /^https?:\/\//.test(link) ? link : undefined
  const words = title || name || t(`list:kind.${kind === "location" ? "location" : "link"}`)
  const content = (
    <>
      <span className={classes.icon}>
        <Icon size={20} stroke={1.7} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{words}</span>
        {href && <span className={classes.meta}>{new URL(href).host}</span>}
      </span>
    </>
  )
  return href ? (
    <a className={classes.file} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {content}
    </a>
  ) : (
    <span className={classes.file}>{content}</span>
  )
}

import { IconExternalLink, IconMapPin } from "@tabler/icons-react"
import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

/** A shared link or place. */
export function LinkCard({ attachment }: { attachment: Attachment }) {
  const { t } = useWords()
  const { kind, title, name } = attachment
  const place = kind === "location"
  const Icon = place ? IconMapPin : IconExternalLink
  const href = webAddress(attachment.link) ?? mapOf(attachment)
  const content = (
    <>
      <span className={classes.icon}>
        <Icon size={20} stroke={1.7} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>
          {title || name || t(place ? "list:kind.location" : "list:kind.link")}
        </span>
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

/** Only web addresses are followed, whatever the customer's app sent. */
export function webAddress(link: string): string | undefined {
  return /^https?:\/\//.test(link) && URL.canParse(link) ? link : undefined
}

function mapOf({ params }: Attachment): string | undefined {
  const { lat, long } = params
  if (typeof lat !== "number" || typeof long !== "number") return undefined
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${long}#map=17/${lat}/${long}`
}

import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import { useThreadActions } from "../actions"
import classes from "./Media.module.css"

const LARGEST = 320
const SMALLEST = 64

/** A picture of at most 320 px, whose room is kept before it is loaded; a click opens it large. */
export function Picture({
  attachment,
  url,
  tile,
}: {
  attachment: Attachment
  url: string
  tile: boolean
}) {
  const { t } = useWords()
  const { view } = useThreadActions()
  return (
    <button
      type="button"
      className={classes.picture}
      style={tile ? { aspectRatio: "1" } : room(attachment)}
      onClick={() => view(attachment.id)}
      aria-label={
        attachment.name
          ? t("thread:open_picture_named", { name: attachment.name })
          : t("thread:open_picture")
      }
    >
      <img src={attachment.thumbnail_url ?? url} alt="" loading="lazy" decoding="async" />
    </button>
  )
}

/** Its own shape within 320 × 320; a picture of unknown size gets a landscape's room. */
export function room({ width, height }: Pick<Attachment, "width" | "height">): {
  width: number
  aspectRatio: string
} {
  if (!width || !height) return { width: 280, aspectRatio: "4 / 3" }
  // Very long or very flat pictures are cut to 3 : 1 here and whole in the viewer
  const shape = Math.min(3, Math.max(1 / 3, width / height))
  const shown = Math.max(SMALLEST, Math.min(width, LARGEST, Math.round(LARGEST * shape)))
  return { width: shown, aspectRatio: String(shape) }
}

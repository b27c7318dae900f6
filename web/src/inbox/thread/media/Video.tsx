import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

export function Video({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useWords()
  const { width, height } = attachment
  return (
    // biome-ignore lint/a11y/useMediaCaption: a customer's video has no captions to offer
    <video
      className={classes.video}
      src={url}
      controls
      playsInline
      preload="metadata"
      aria-label={attachment.name || t("list:kind.video")}
      style={{ width: 320, aspectRatio: width && height ? width / height : 16 / 9 }}
    />
  )
}

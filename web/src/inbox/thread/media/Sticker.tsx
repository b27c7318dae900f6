import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

export function Sticker({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useWords()
  return (
    <img
      className={classes.sticker}
      src={url}
      alt={attachment.title || t("list:kind.sticker")}
      width={128}
      height={128}
      loading="lazy"
      style={{ objectFit: "contain" }}
    />
  )
}

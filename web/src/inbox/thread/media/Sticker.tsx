import { useTranslation } from "react-i18next"
import type { Attachment } from "../../../api/types"
import classes from "./Media.module.css"

export function Sticker({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useTranslation()
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

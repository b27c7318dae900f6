import { IconDownload } from "@tabler/icons-react"
import { useTranslation } from "react-i18next"
import type { FeedItem } from "../crm/types"
import { formatSize } from "../i18n/format"
import classes from "./Activity.module.css"
import { EntryActs } from "./EntryActs"

interface Props {
  item: FeedItem
  file: NonNullable<FeedItem["file"]>
  writable: boolean
}

const pictures = /^image\/(jpeg|png|gif|webp)$/

/** A file in a feed: a picture is seen, sound is heard, the rest is fetched. */
export function FileRow({ item, file, writable }: Props) {
  const { t } = useTranslation()
  const { url, mime, name } = file
  const small = file.thumbnail_url ?? (pictures.test(mime) ? url : null)
  return (
    <div className={classes.file}>
      <div className={classes.what}>
        {url ? (
          <a href={url} target="_blank" rel="noreferrer" className={classes.name}>
            {name}
          </a>
        ) : (
          <span className={classes.name}>{name}</span>
        )}
        <span className={classes.facts}>{formatSize(file.size)}</span>
        {small && url && (
          <a href={url} target="_blank" rel="noreferrer" className={classes.picture}>
            <img
              src={small}
              alt={name}
              loading="lazy"
              width={file.width ?? undefined}
              height={file.height ?? undefined}
            />
          </a>
        )}
        {url && mime.startsWith("audio/") && (
          // biome-ignore lint/a11y/useMediaCaption: nobody wrote down what a customer says
          <audio controls preload="none" src={url} className={classes.sound} />
        )}
      </div>
      <span className={classes.acts}>
        {url && (
          <a
            className={classes.fetch}
            href={url}
            download={name}
            aria-label={t("activities:download", { name })}
            title={t("activities:download", { name })}
          >
            <IconDownload size={16} aria-hidden />
          </a>
        )}
      </span>
      {writable && <EntryActs path={`/crm-files/${item.id.split(":")[1]}`} noun="file" />}
    </div>
  )
}

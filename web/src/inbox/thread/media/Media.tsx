import type { Attachment } from "../../../api/types"
import { FileRow } from "./FileRow"
import { LinkCard } from "./LinkCard"
import classes from "./Media.module.css"
import { Picture } from "./Picture"
import { Sticker } from "./Sticker"
import { TemplateCard } from "./TemplateCard"
import { Unavailable } from "./Unavailable"
import { Video } from "./Video"
import { Voice } from "./Voice"

/** What came with a message; several pictures stand side by side. */
export function Media({ attachments, ours }: { attachments: Attachment[]; ours: boolean }) {
  const pictures = attachments.filter(({ kind }) => kind === "image").length
  return (
    <div className={classes.media} data-ours={ours} data-grid={pictures > 1}>
      {attachments.map((attachment) => (
        <One key={attachment.id} attachment={attachment} tile={pictures > 1} />
      ))}
    </div>
  )
}

export function One({ attachment, tile }: { attachment: Attachment; tile: boolean }) {
  const { kind, url, link } = attachment
  if (kind === "link" || kind === "location") return <LinkCard attachment={attachment} />
  if (kind === "template") return <TemplateCard attachment={attachment} />
  if (!url)
    return link && attachment.state === "stored" ? (
      <LinkCard attachment={attachment} />
    ) : (
      <Unavailable attachment={attachment} />
    )
  if (kind === "image") return <Picture attachment={attachment} url={url} tile={tile} />
  if (kind === "sticker") return <Sticker attachment={attachment} url={url} />
  if (kind === "voice" || kind === "audio") return <Voice attachment={attachment} url={url} />
  if (kind === "video") return <Video attachment={attachment} url={url} />
  return <FileRow attachment={attachment} url={url} />
}

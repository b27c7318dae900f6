import type { Attachment } from "../../api/types"
import { formatSize } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { mediaIcon } from "../mediaIcon"
import type { Thread } from "../thread/messages"
import { Card } from "./Card"
import classes from "./DetailsPane.module.css"

/** Pictures and files of the messages that are loaded, newest first. */
export function FilesCard({ thread }: { thread: Thread | undefined }) {
  const { t } = useWords()
  const kept = filesOf(thread)
  const pictures = kept.filter(({ kind }) => kind === "image").slice(0, 12)
  const files = kept.filter(({ kind }) => kind !== "image")
  return (
    <Card name="files" title={t("details:files")}>
      {pictures.length > 0 && (
        <ul className={classes.pictures}>
          {pictures.map(({ id, url, name }) => (
            <li key={id}>
              <a
                href={url ?? ""}
                target="_blank"
                rel="noopener"
                aria-label={name || t("list:kind.image")}
              >
                <img src={url ?? ""} alt="" loading="lazy" />
              </a>
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <ul className={classes.files}>
          {files.map((file) => (
            <FileLine key={file.id} file={file} />
          ))}
        </ul>
      )}
      {kept.length === 0 && (
        <p className={classes.empty}>
          {t(thread?.hasMore ? "details:files_none_yet" : "details:files_none")}
        </p>
      )}
    </Card>
  )
}

function FileLine({ file }: { file: Attachment }) {
  const { t } = useWords()
  const Icon = mediaIcon(file.kind) ?? mediaIcon("file")
  return (
    <li>
      <a href={file.url ?? ""} download={file.name || undefined}>
        {Icon && <Icon size={16} aria-hidden />}
        <span className={classes.fileName}>
          {file.name || t(`list:kind.${file.kind}`, { defaultValue: t("list:kind.file") })}
        </span>
        {file.size !== null && <span className={classes.size}>{formatSize(file.size)}</span>}
      </a>
    </li>
  )
}

/** Stickers are words rather than files. */
function filesOf(thread: Thread | undefined): Attachment[] {
  const messages = thread?.items.filter(({ deleted_at }) => !deleted_at) ?? []
  return messages
    .flatMap(({ attachments }) => attachments)
    .filter(({ url, kind }) => url !== null && kind !== "sticker")
    .reverse()
}

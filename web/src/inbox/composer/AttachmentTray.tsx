import { IconX } from "@tabler/icons-react"
import { wordRefusal } from "../../i18n/codes"
import { formatSize } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { mediaIcon } from "../mediaIcon"
import classes from "./AttachmentTray.module.css"
import type { Upload } from "./useUploads"

/** The files that will go with the message, with what the channel will not take said at once. */
export function AttachmentTray({
  uploads,
  remove,
}: {
  uploads: Upload[]
  remove: (id: string) => void
}) {
  const { t } = useWords()
  return (
    <ul className={classes.tray} aria-label={t("composer:attachments")}>
      {uploads.map((upload) => (
        <One key={upload.id} upload={upload} remove={() => remove(upload.id)} />
      ))}
    </ul>
  )
}

function One({ upload, remove }: { upload: Upload; remove: () => void }) {
  const { t } = useWords()
  const { name, size, preview, progress, attachment, problem } = upload
  return (
    <li className={classes.file} data-problem={problem !== null} data-testid="upload">
      <Face upload={upload} preview={preview} />
      <span className={classes.words}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        {problem ? (
          <span className={classes.problem} role="alert">
            {wordRefusal(t, problem)}
          </span>
        ) : (
          <span className={classes.meta}>
            {attachment
              ? size !== null && formatSize(size)
              : t("composer:uploading", { percent: Math.round(progress * 100) })}
          </span>
        )}
      </span>
      <button
        type="button"
        className={classes.remove}
        onClick={remove}
        aria-label={t("composer:remove", { name })}
      >
        <IconX size={16} />
      </button>
      {!attachment && !problem && (
        <span className={classes.progress} style={{ width: `${progress * 100}%` }} />
      )}
    </li>
  )
}

function Face({ upload, preview }: { upload: Upload; preview: string | null }) {
  if (preview) return <img className={classes.face} src={preview} alt="" />
  const kind = upload.type.startsWith("audio/")
    ? "voice"
    : upload.type.startsWith("video/")
      ? "video"
      : "file"
  const Icon = mediaIcon(kind)
  return <span className={classes.face}>{Icon && <Icon size={20} stroke={1.6} aria-hidden />}</span>
}

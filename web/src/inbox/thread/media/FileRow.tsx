import { IconDownload } from "@tabler/icons-react"
import type { Attachment } from "../../../api/types"
import { formatSize } from "../../../i18n/format"
import { useWords } from "../../../i18n/useWords"
import classes from "./Media.module.css"

export function FileRow({ attachment, url }: { attachment: Attachment; url: string }) {
  const { t } = useWords()
  const { name, size } = attachment
  return (
    <a className={classes.file} href={url} download={name || undefined}>
      <span className={classes.icon}>
        <IconDownload size={20} stroke={1.7} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.name}>{name || t("list:kind.file")}</span>
        <span className={classes.meta}>
          {extension(name)}
          {size !== null && ` ${formatSize(size)}`}
        </span>
      </span>
    </a>
  )
}

const extension = (name: string): string => /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? ""

import { Button } from "@mantine/core"
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMe } from "../../api/me"
import { copyText } from "../../browser/copy"
import { Notice } from "../../components/Notice"
import { formatDate } from "../../i18n/format"
import classes from "./TwoStep.module.css"

/** Shown this once, so they stay until somebody says that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTranslation()
  const { user } = useMe()
  const [copied, setCopied] = useState(false)
  const head = t("security:file_head", {
    email: user.email,
    date: formatDate(new Date().toISOString()),
  })
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${head}\n\n${codes.join("\n")}\n`)}`
  return (
    <>
      <h3 className={classes.stepTitle}>{t("security:codes_title")}</h3>
      <Notice tone="amber">{t("security:codes_lead")}</Notice>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code.replace(/^(.{4})(.{4})$/, "$1 $2")}</li>
        ))}
      </ol>
      <div className={classes.actions}>
        <Button
          variant="default"
          size="sm"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => void copyText(codes.join("\n")).then(() => setCopied(true))}
        >
          {copied ? t("security:copied") : t("security:copy_all")}
        </Button>
        <Button
          component="a"
          variant="default"
          size="sm"
          leftSection={<IconDownload size={16} />}
          href={file}
          download="kaiwa-recovery-codes.txt"
        >
          {t("security:download")}
        </Button>
        <Button color="green" size="sm" onClick={onKept}>
          {t("security:kept")}
        </Button>
      </div>
    </>
  )
}

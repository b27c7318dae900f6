import { Button } from "@mantine/core"
import { IconCheck, IconCopy } from "@tabler/icons-react"
import { type ReactNode, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { copyText } from "../../browser/copy"

/** Copies what is too long to stand on a button, and says that it did. */
export function CopyButton({
  text,
  disabled = false,
  children,
}: {
  text: string
  disabled?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      variant="default"
      disabled={disabled}
      leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      onClick={() => void copyText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? t("channel:link.copied") : children}</span>
    </Button>
  )
}

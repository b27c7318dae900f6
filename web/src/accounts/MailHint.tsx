import { useTranslation } from "react-i18next"
import { ApiError } from "../api/error"
import { Notice } from "../components/Notice"

/** Where mails are when they go to files. The refusal of GET /me says so, as nobody is signed in here. */
export function MailHint({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!(error instanceof ApiError) || error.params.mail_to_files !== true) return null
  return <Notice>{t("accounts:mail_to_files")}</Notice>
}

import { Button } from "@mantine/core"
import { IconMailCheck } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "wouter"
import { useHistoryState } from "wouter/use-browser-location"
import { api } from "../api/client"
import { useMaybeMe } from "../api/me"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import { AccountPage, Below } from "./AccountPage"
import classes from "./AccountPage.module.css"
import { MailHint } from "./MailHint"

/** Between signing up and the click in the mail. */
export function CheckMail() {
  const { t } = useTranslation()
  const { email } = useHistoryState<{ email?: string } | null>() ?? {}
  const me = useMaybeMe()
  const again = useMutation({ mutationFn: () => api.post("/me/verification-mail") })
  return (
    <AccountPage
      title={t("accounts:check_mail.title")}
      lead={email ? t("accounts:check_mail.sent_to", { email }) : t("accounts:check_mail.sent")}
    >
      <div className={classes.picture}>
        <IconMailCheck size={40} stroke={1.4} aria-hidden />
      </div>
      <MailHint error={me.error} />
      {again.isSuccess && <Notice tone="go">{t("accounts:check_mail.sent_again")}</Notice>}
      {again.isError && <Notice tone="red">{wordError(t, again.error)}</Notice>}
      <Button
        variant="default"
        size="md"
        fullWidth
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        {t("accounts:check_mail.resend")}
      </Button>
      <Below>
        {t("accounts:check_mail.wrong_address")}{" "}
        <Link href="/signup">{t("accounts:check_mail.start_over")}</Link>
      </Below>
    </AccountPage>
  )
}

import { Button, Loader } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { ErrorState } from "../components/ErrorState"
import { Notice } from "../components/Notice"
import { AccountPage } from "./AccountPage"
import classes from "./AccountPage.module.css"
import { ask, refusals, standing } from "./allauth"
import { enter, secondStep } from "./next"

/** The link of the mail. Opening it is the confirmation: there is nothing left to ask. */
export function VerifyEmail({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["verify-email", code],
    queryFn: () => ask("POST", "auth/email/verify", { key: code }),
    gcTime: 0,
  })
  const refused = data && refusals(t, data)
  const signedIn = data !== undefined && !refused && standing(data) === "signed_in"
  const asked = data !== undefined && !refused && standing(data) === "second_step"
  const [, go] = useLocation()
  useEffect(() => {
    if (signedIn) enter()
    if (asked) go(secondStep("/"))
  }, [signedIn, asked, go])

  if (error)
    return (
      <AccountPage title={t("accounts:verify.title")}>
        <ErrorState
          title={t("accounts:verify.failed")}
          error={error}
          retry={() => void refetch()}
        />
      </AccountPage>
    )
  if (refused)
    return (
      <AccountPage title={t("accounts:verify.failed")}>
        <Notice tone="red">{Object.values(refused)[0]}</Notice>
        <p className={classes.text}>{t("accounts:verify.failed_hint")}</p>
        <ToSignIn />
      </AccountPage>
    )
  if (data && !signedIn)
    return (
      <AccountPage title={t("accounts:verify.done")} lead={t("accounts:verify.done_hint")}>
        <ToSignIn />
      </AccountPage>
    )
  return (
    <AccountPage title={t("accounts:verify.title")}>
      <Loader size="sm" role="status" aria-label={t("common:loading")} />
    </AccountPage>
  )
}

function ToSignIn() {
  const { t } = useTranslation()
  return (
    <Button component={Link} href="/signin" size="md" fullWidth>
      {t("accounts:to_sign_in")}
    </Button>
  )
}

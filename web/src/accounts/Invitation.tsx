import { Button, Loader } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, useSearch } from "wouter"
import { api } from "../api/client"
import { ApiError } from "../api/error"
import { useMaybeMe } from "../api/me"
import { ErrorState } from "../components/ErrorState"
import { Notice } from "../components/Notice"
import { wordError } from "../i18n/codes"
import { AccountPage } from "./AccountPage"
import { ask } from "./allauth"
import { enter } from "./next"
import { SignInForm } from "./SignIn"
import { SignUpForm } from "./SignUp"

interface Offer {
  email: string
  role: "admin" | "member"
  workspace: string
  invited_by: string
  has_account: boolean
}

/** The link of an invitation's mail, whoever opens it: a stranger, a user, or somebody signed in as another. */
export function Invitation({ token }: { token?: string }) {
  const { t } = useTranslation()
  const search = useSearch()
  const secret = token ?? new URLSearchParams(search).get("token") ?? ""
  const me = useMaybeMe()
  const offer = useQuery({
    queryKey: ["invitation", secret],
    queryFn: () => api.get<Offer>("/invitations/lookup", { query: { token: secret } }),
    gcTime: 0,
  })
  if (offer.error) return <Gone error={offer.error} retry={() => void offer.refetch()} />
  if (!offer.data || me.isPending)
    return (
      <AccountPage title={t("accounts:invitation.title")}>
        <Loader size="sm" role="status" aria-label={t("common:loading")} />
      </AccountPage>
    )
  const { email, workspace, invited_by, role, has_account } = offer.data
  return (
    <AccountPage
      title={t("accounts:invitation.to", { workspace })}
      lead={
        role === "admin"
          ? t("accounts:invitation.by_as_admin", { name: invited_by })
          : t("accounts:invitation.by", { name: invited_by })
      }
    >
      {me.data ? (
        <Accept token={secret} email={email} mine={me.data.user.email} />
      ) : has_account ? (
        <SignInForm next={`/invitation/${encodeURIComponent(secret)}`} email={email} />
      ) : (
        <SignUpForm invitation={{ token: secret, email }} />
      )}
    </AccountPage>
  )
}

function Accept({ token, email, mine }: { token: string; email: string; mine: string }) {
  const { t } = useTranslation()
  const accept = useMutation({
    mutationFn: () => api.post("/invitations/accept", { token }),
    onSuccess: () => enter(),
  })
  // The page is loaded anew, so that the link is opened by nobody in particular
  const leave = async () => {
    await ask("DELETE", "auth/session")
    location.reload()
  }
  if (mine.toLowerCase() !== email.toLowerCase())
    return (
      <>
        <Notice tone="amber">{t("accounts:invitation.for_other", { email, mine })}</Notice>
        <Button size="md" fullWidth onClick={() => void leave()}>
          {t("accounts:invitation.switch")}
        </Button>
      </>
    )
  return (
    <>
      {accept.error && <Notice tone="red">{wordError(t, accept.error)}</Notice>}
      <Button size="md" fullWidth loading={accept.isPending} onClick={() => accept.mutate()}>
        {t("accounts:invitation.join")}
      </Button>
    </>
  )
}

function Gone({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useTranslation()
  const used = error instanceof ApiError && [404, 422].includes(error.status)
  if (!used)
    return (
      <AccountPage title={t("accounts:invitation.title")}>
        <ErrorState title={t("accounts:invitation.not_loaded")} error={error} retry={retry} />
      </AccountPage>
    )
  return (
    <AccountPage title={t("accounts:invitation.gone")} lead={t("accounts:invitation.gone_hint")}>
      <Button component={Link} href="/signin" size="md" fullWidth variant="default">
        {t("accounts:to_sign_in")}
      </Button>
    </AccountPage>
  )
}

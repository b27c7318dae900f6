import { type ReactNode, useEffect } from "react"
import { useTranslation } from "react-i18next"
import { Redirect, useLocation } from "wouter"
import { ApiError } from "../api/error"
import { useMaybeMe } from "../api/me"
import { ErrorState } from "../components/ErrorState"
import { changeLanguage } from "../i18n"
import { Live } from "../live/Live"

/** Lets only a signed-in member of a workspace through; anyone else is sent to where that is mended. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { data: me, error, refetch } = useMaybeMe()
  const language = me?.user.language
  useEffect(() => {
    if (language) void changeLanguage(language)
  }, [language])
  const signedOut = error instanceof ApiError && error.status === 401
  const signIn = path === "/" ? "/signin" : `/signin?next=${encodeURIComponent(path)}`
  useEffect(() => {
    // Signed out elsewhere: with a fresh page, for this one still holds what the member read
    if (me && signedOut) location.replace(signIn)
  }, [me, signedOut, signIn])
  if (signedOut) return me ? null : <Redirect to={signIn} replace />
  if (!me && error)
    return <ErrorState title={t("frame:not_loaded")} error={error} retry={() => void refetch()} />
  if (!me) return null
  // Without a workspace there is nothing to show: signing up continues with naming one
  if (!me.workspace) return <Redirect to="/signup/workspace" replace />
  return (
    <>
      <Live />
      {children}
    </>
  )
}

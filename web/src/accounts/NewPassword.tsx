import { Button, Loader } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "wouter"
import { ErrorState } from "../components/ErrorState"
import { Field } from "../components/Field"
import { Form } from "../components/Form"
import { Notice } from "../components/Notice"
import { AccountPage } from "./AccountPage"
import { ask, onForm, refusals, standing } from "./allauth"
import { enter, secondStep } from "./next"

/** The link of the mail: says whose password it is, and takes the new one. */
export function NewPassword({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["reset-password", code],
    queryFn: () =>
      ask<{ user?: { email?: string } }>("GET", "auth/password/reset", undefined, {
        "X-Password-Reset-Key": code,
      }),
    gcTime: 0,
  })
  if (error)
    return (
      <AccountPage title={t("accounts:reset.title")}>
        <ErrorState title={t("accounts:reset.failed")} error={error} retry={() => void refetch()} />
      </AccountPage>
    )
  if (!data)
    return (
      <AccountPage title={t("accounts:reset.title")}>
        <Loader size="sm" role="status" aria-label={t("common:loading")} />
      </AccountPage>
    )
  const refused = refusals(t, data)
  if (refused)
    return (
      <AccountPage title={t("accounts:reset.failed")}>
        <Notice tone="red">{Object.values(refused)[0]}</Notice>
        <Button component={Link} href="/reset-password" size="md" fullWidth>
          {t("accounts:reset.new_link")}
        </Button>
      </AccountPage>
    )
  return <NewPasswordForm code={code} email={data.data?.user?.email ?? ""} />
}

function NewPasswordForm({ code, email }: { code: string; email: string }) {
  const { t } = useTranslation()
  const [, go] = useLocation()
  return (
    <AccountPage
      title={t("accounts:reset.title")}
      lead={email && t("accounts:reset.for", { email })}
    >
      <Form
        wide
        submit={t("accounts:reset.submit")}
        send={async ({ password }) => {
          const answer = await ask("POST", "auth/password/reset", { key: code, password })
          const refused = onForm(refusals(t, answer), ["password"])
          if (refused) return refused
          const where = standing(answer)
          if (where === "signed_in") enter()
          else if (where === "verify_email") go("/verify-email", { state: { email } })
          else if (where === "second_step") go(secondStep("/"))
          else go("/signin")
        }}
      >
        {(refused) => (
          <>
            {/* Tells password managers whose password this is */}
            <input type="hidden" autoComplete="username" value={email} readOnly />
            <Field
              label={t("accounts:new_password")}
              description={t("accounts:password_hint")}
              name="password"
              type="password"
              autoComplete="new-password"
              autoFocus
              error={refused.password}
            />
          </>
        )}
      </Form>
    </AccountPage>
  )
}

import { queryOptions } from "@tanstack/react-query"
import { ask } from "../../accounts/allauth"
import { ApiError } from "../../api/error"

interface Authenticator {
  type: "totp" | "recovery_codes"
  /** Seconds since 1970. */
  created_at: number
  unused_code_count?: number
  total_code_count?: number
}

/** What signing in asks for besides the password; `since` is null while it asks for nothing. */
export interface Factors {
  since: string | null
  codesLeft: number
  codes: number
}

export const factorsQuery = queryOptions({
  queryKey: ["second-factor"],
  queryFn: async (): Promise<Factors> => {
    const found = (await ask<Authenticator[]>("GET", "account/authenticators")).data ?? []
    const totp = found.find(({ type }) => type === "totp")
    const codes = found.find(({ type }) => type === "recovery_codes")
    return {
      since: totp ? new Date(totp.created_at * 1000).toISOString() : null,
      codesLeft: codes?.unused_code_count ?? 0,
      codes: codes?.total_code_count ?? 0,
    }
  },
  staleTime: 0,
})

/** What goes into the authenticator app. */
export interface Secret {
  secret: string
}

export async function newSecret(): Promise<Secret> {
  const answer = await ask("GET", "account/authenticators/totp")
  const meta = answer.meta as Partial<Secret> | undefined
  if (!meta?.secret) throw new ApiError(answer.status, "conflict", "", {}, "")
  return { secret: meta.secret }
}

interface Codes {
  unused_codes?: string[]
}

/** Those that came with turning it on. They are told this once. */
export const firstCodes = async (): Promise<string[]> =>
  (await ask<Codes>("GET", "account/authenticators/recovery-codes")).data?.unused_codes ?? []

export const newCodes = async (): Promise<string[]> =>
  (await ask<Codes>("POST", "account/authenticators/recovery-codes")).data?.unused_codes ?? []

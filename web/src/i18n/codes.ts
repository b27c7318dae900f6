import type { TFunction } from "i18next"
import { ApiError, type Params } from "../api/error"
import { formatMoment, formatSize } from "./format"

/** The sentence for a code of the server, with its parameters. Codes are never shown raw. */
export function wordCode(
  t: TFunction,
  code: string | null | undefined,
  params?: Params | null,
): string {
  const name = `codes:${code ?? "unknown"}`
  const known = t(name, { ...readable(params), defaultValue: "" })
  return known === "" ? t("codes:unknown") : known
}

/** The sentence for whatever an API call threw. */
export function wordError(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t("codes:unknown")
  const sentence = wordRefusal(t, error)
  return sentence || t(error.temporary ? "codes:temporary_server" : "codes:unknown")
}

/**
 * The server's own sentence first: it is in the screen's language and knows what was asked. A locked composer
 * is worded by its reason, as the panel in the composer's place words it, and a refusal of the CRM by the CRM's.
 */
export function wordRefusal(
  t: TFunction,
  refusal: { code: string; message?: string; params: Params },
): string {
  const { code, message, params } = refusal
  if (code === "composer_locked" && typeof params.reason === "string")
    return wordCode(t, params.reason, params)
  if (code === "crm_refused" && typeof params.code === "string")
    return wordCode(t, params.code, params)
  return message || t(`codes:${code}`, { ...readable(params), defaultValue: "" })
}

/** Times and sizes in parameters become what a person reads. */
function readable(params: Params | null | undefined): Params {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => {
      if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value))
        return [name, formatMoment(value)]
      if (typeof value === "number" && /(limit|size|bytes)$/.test(name) && value > 10_000)
        return [name, formatSize(value)]
      return [name, value]
    }),
  )
}

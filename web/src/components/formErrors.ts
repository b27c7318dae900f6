import type { TFunction } from "i18next"
import { ApiError, fieldErrors } from "../api/error"
import { wordError } from "../i18n/codes"

/** Sentences by the name of their field; "" is the form as a whole. */
export type Refusals = Record<string, string>

/** Codes that are about a field, though the API answers them without one. */
const fieldOf: Record<string, string> = {
  already_member: "email",
  invitation_for_other: "email",
}

/** What can be said before asking the server. */
export function missing(
  t: TFunction,
  values: Record<string, string>,
  optional: string[],
): Refusals {
  const refusals: Refusals = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === "" && !optional.includes(name)) refusals[name] = t("form:field.required")
    else if (name === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
      refusals[name] = t("form:field.invalid_email")
  }
  return refusals
}

/** Sentences for whatever an API call threw. The server's validation speaks English, so only its places are used. */
export function refusalsOf(t: TFunction, error: unknown): Refusals {
  const fields = Object.keys(fieldErrors(error)).map((path) => path.split(".").at(-1) ?? "")
  if (fields.length > 0)
    return Object.fromEntries(
      fields.map((name) => [
        name,
        t(name === "email" ? "form:field.invalid_email" : "form:field.invalid"),
      ]),
    )
  const code = error instanceof ApiError ? error.code : ""
  return { [fieldOf[code] ?? ""]: wordError(t, error) }
}

/** The sentence for one of allauth's or Django's codes. The code is what is stable; the message is English. */
export function wordRefusal(t: TFunction, code: string, field: string): string {
  if (code === "invalid" && field === "email") return t("form:field.invalid_email")
  const known = t(`form:field.${code}`, { defaultValue: "" })
  return known || t(field ? "form:field.invalid" : "form:field.not_accepted")
}

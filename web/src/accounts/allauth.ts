import type { TFunction } from "i18next"
import { csrfToken, refused } from "../api/client"
import { ApiError } from "../api/error"
import { type Refusals, wordRefusal } from "../components/formErrors"

/**
 * allauth's headless API for browsers. It answers 401 to things that went well (signed out, mail yet to be
 * verified) and 400 with a list of field errors, so its answers are read here and not as errors of our API.
 */

export interface Answer<T = unknown> {
  status: number
  data?: T & { flows?: { id: string; is_pending?: boolean }[] }
  meta?: { is_authenticated?: boolean }
  errors?: FieldError[]
}

export interface FieldError {
  code: string
  message: string
  param?: string
}

/** Where somebody stands after allauth's answer. */
export type Standing = "signed_in" | "verify_email" | "second_step" | "signed_out" | "unsupported"

type Method = "GET" | "POST" | "PUT" | "DELETE"

/** Throws ApiError for what is no answer: not reached, too often, forbidden, failed. */
export async function ask<T>(
  method: Method,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  // The first answer of any kind brings the cookie that the others need
  if (method !== "GET" && csrfToken() === "") await reach("GET", "config")
  const id = crypto.randomUUID()
  const response = await reach(method, path, body, { ...headers, "X-Request-Id": id })
  const answer = (await response.json().catch(() => null)) as Answer<T> | null
  if (answer && [200, 400, 401, 409].includes(response.status)) return answer
  // What is not there yet comes with what it takes to make it
  if (answer?.meta && response.status === 404) return answer
  if (response.status === 429) throw new ApiError(429, "too_many", "", {}, id)
  throw refused(response, answer, id)
}

export function standing(answer: Answer): Standing {
  // 409: somebody is signed in here already
  if (answer.status === 409 || answer.meta?.is_authenticated) return "signed_in"
  const pending = answer.data?.flows?.find((flow) => flow.is_pending)?.id
  if (pending === "verify_email") return "verify_email"
  if (pending === "mfa_authenticate") return "second_step"
  return pending ? "unsupported" : "signed_out"
}

/** allauth's refusals as sentences by field; undefined when nothing was refused. */
export function refusals(t: TFunction, answer: Answer): Refusals | undefined {
  if (answer.status !== 400) return undefined
  const found: Refusals = {}
  for (const { code, param = "" } of answer.errors ?? [])
    found[param] ??= wordRefusal(t, code, param)
  return Object.keys(found).length > 0 ? found : { "": wordRefusal(t, "", "") }
}

/** Refusals about what is no field on this screen are said about the form as a whole. */
export function onForm(refused: Refusals | undefined, fields: string[]): Refusals | undefined {
  if (!refused) return undefined
  const found: Refusals = {}
  for (const [name, sentence] of Object.entries(refused))
    found[fields.includes(name) ? name : ""] ??= sentence
  return found
}

async function reach(
  method: Method,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const all: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang,
    ...headers,
  }
  if (method !== "GET") all["X-CSRFToken"] = csrfToken()
  if (body !== undefined) all["Content-Type"] = "application/json"
  const url = `/_allauth/browser/v1/${path}`
  const sent = body === undefined ? undefined : JSON.stringify(body)
  try {
    return await fetch(url, { method, headers: all, credentials: "same-origin", body: sent })
  } catch {
    throw new ApiError(0, "offline", "", {}, headers["X-Request-Id"] ?? "")
  }
}

import { newKey } from "../browser/key"
import { ApiError, type Params } from "./error"

/** One HTTP client for /api/v1 and allauth: same-origin cookies, Django's CSRF token, errors as ApiError. */

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE"

export interface Options {
  body?: unknown
  query?: Record<string, string | number | boolean | null | undefined>
  signal?: AbortSignal
}

export const api = {
  get: <T>(path: string, options?: Options) => request<T>("GET", `/api/v1${path}`, options),
  post: <T>(path: string, body?: unknown, options?: Options) =>
    request<T>("POST", `/api/v1${path}`, { ...options, body }),
  put: <T>(path: string, body: unknown) => request<T>("PUT", `/api/v1${path}`, { body }),
  patch: <T>(path: string, body: unknown) => request<T>("PATCH", `/api/v1${path}`, { body }),
  delete: <T>(path: string) => request<T>("DELETE", `/api/v1${path}`),
}

/** Asks `path` of this origin and answers its JSON; throws ApiError for anything but 2xx. */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const id = newKey()
  const response = await reach(method, path + queryString(options.query), id, options)
  const text = response.status === 204 ? "" : await response.text().catch(() => "")
  const body = parse(text)
  if (!response.ok) throw refused(response, body, id)
  return body as T
}

export function csrfToken(): string {
  return decodeURIComponent(/(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "")
}

/** The error of a failed answer; `id` is the one the request was sent with. */
export function refused(response: { status: number }, body: unknown, id: string): ApiError {
  const { code, message, params } = (body ?? {}) as {
    code?: string
    message?: string
    params?: Params
  }
  return new ApiError(
    response.status,
    code ?? `http_${response.status}`,
    message ?? "",
    params ?? {},
    id,
  )
}

async function reach(method: Method, url: string, id: string, options: Options): Promise<Response> {
  const { body, signal } = options
  const headers: Record<string, string> = {
    Accept: "application/json",
    // The language of the screen, which may not be the browser's: sentences and mails come in it
    "Accept-Language": document.documentElement.lang,
    "X-Request-Id": id,
  }
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken()
  if (body !== undefined && !(body instanceof FormData))
    headers["Content-Type"] = "application/json"
  const payload = body === undefined || body instanceof FormData ? body : JSON.stringify(body)
  try {
    return await fetch(url, { method, headers, credentials: "same-origin", body: payload, signal })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, "offline", "", {}, id)
  }
}

function queryString(query: Options["query"]): string {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  if (given.length === 0) return ""
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

function parse(text: string): unknown {
  if (text === "") return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

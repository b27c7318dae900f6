/** What the API answers when it cannot do what was asked: a code, its parameters, and an id to quote. */
export type Params = Record<string, unknown>

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly params: Params
  /** Sent with the request as X-Request-Id, so that a person can quote it and an operator find it. */
  readonly id: string

  constructor(status: number, code: string, message: string, params: Params, id: string) {
    super(message)
    this.name = "ApiError"
    this.status = status
    this.code = code
    this.params = params
    this.id = id
  }

  /** The server was not reached at all; asking again later can help. */
  get offline(): boolean {
    return this.status === 0
  }

  /** Asking again can help: not reached, overloaded, or failed on its side. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** Django Ninja's field errors, `params.fields`, by the name of the field. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const fields = error.params.fields
  return fields && typeof fields === "object" ? (fields as Record<string, string>) : {}
}

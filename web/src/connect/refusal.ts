import { ApiError } from "../api/error"
import { refusalCodes, refusedPath } from "../settings/messaging/refusals"

/** Where a refusal of the connection is explained; null for what is no refusal. */
export function refusalPath(error: unknown): string | null {
  if (!(error instanceof ApiError) || !refusalCodes.includes(error.code)) return null
  return refusedPath(error.code, error.params)
}

import { ApiError } from "../api/error"
import { refusalCodes } from "../settings/messaging/refusals"

/** Where a refusal of the connection is explained; null for what is no refusal. */
export function refusalPath(error: unknown): string | null {
  if (!(error instanceof ApiError) || !refusalCodes.includes(error.code)) return null
  const query = new URLSearchParams({ refused: error.code })
  for (const [name, value] of Object.entries(error.params)) query.append(name, String(value))
  return `/settings/messaging?${query}`
}

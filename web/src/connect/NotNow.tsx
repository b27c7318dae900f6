import { Redirect } from "wouter"
import { refusedPath } from "../settings/messaging/refusals"
import type { Provider } from "../settings/types"

/** Why this member cannot connect this here has a screen of its own, and nothing is asked before it. */
export function NotNow({ provider }: { provider: Provider }) {
  return <Redirect to={refusedPath(provider.refusal ?? "other", provider.refusal_params)} replace />
}

import type { Channel } from "../../api/types"
import type { Provider } from "../types"

/** Problems that go away when the login is given again, and others that do not. */
const mendedByConnecting = new Set(["reauthorize", "permission_missing", "not_subscribed"])

/** A channel waits for somebody to connect again. One that was let go waits for nobody. */
export function needsConnecting(channels: Channel[]): boolean {
  return channels.some(
    ({ state, problem }) =>
      state === "attention" && problem !== null && mendedByConnecting.has(problem.code),
  )
}

export const choosePath = (connection: number): string =>
  `/settings/messaging/pages?connection=${connection}`

export const connectPath = (provider: Pick<Provider, "name">): string =>
  `/connect/${encodeURIComponent(provider.name)}`

/** The part of the help that a code is explained in; "" is its beginning. */
export function helpTopic(code: string): string {
  return topics[code] ?? ""
}

const topics: Record<string, string> = {
  not_admin: "admin",
  page_not_admin: "admin",
  permissions_missing: "permissions",
  permission_missing: "permissions",
  reauthorize: "login",
  login_expired: "login",
  not_subscribed: "login",
  installed_privately: "private",
  already_installed: "private",
  page_elsewhere: "elsewhere",
  provider_refused: "install",
  connect_expired: "install",
  cancelled: "install",
  page_unknown: "admin",
  policy_blocked: "policy",
  policy_warning: "policy",
  page_restricted: "policy",
  page_terms: "policy",
  human_agent_missing: "window",
  app_not_approved: "install",
}

export const helpPath = (code: string): string => {
  const topic = helpTopic(code)
  return `/settings/messaging/help${topic ? `#${topic}` : ""}`
}

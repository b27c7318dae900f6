import type { Channel } from "../../api/types"
import type { Provider } from "../types"

/** Problems that go away when the login is given again, and others that do not. */
const mendedByConnecting = new Set([
  "reauthorize",
  "permission_missing",
  "not_subscribed",
  "app_removed",
  "login_deleted",
])

/** A channel waits for somebody to connect again. One that we let go ourselves waits for nobody. */
export function needsConnecting(channels: Channel[]): boolean {
  return channels.some(
    ({ state, problem }) =>
      state !== "connected" && problem !== null && mendedByConnecting.has(problem.code),
  )
}

export const choosePath = (connection: number): string =>
  `/settings/messaging/pages?connection=${connection}`

export const channelPath = (channel: Pick<Channel, "id">): string =>
  `/settings/messaging/channels/${channel.id}`

/** `optional`: permissions to ask for besides. */
export const connectPath = (provider: Pick<Provider, "name">, ...optional: string[]): string => {
  const path = `/connect/${encodeURIComponent(provider.name)}`
  const query = new URLSearchParams(optional.map((name) => ["optional", name]))
  return optional.length > 0 ? `${path}?${query}` : path
}

export { helpPath } from "../../help/topicOf"

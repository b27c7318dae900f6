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

export { helpPath } from "../../help/topicOf"

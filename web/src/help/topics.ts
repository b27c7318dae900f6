/** The help's topics in their order. Each is an article in docs/help, and its name is its address: /help/connect. */
export const groups = {
  first: ["troubleshooting"],
  connecting: [
    "connect",
    "permissions",
    "not-a-page-admin",
    "installed-privately",
    "page-elsewhere",
    "something-went-wrong",
    "connection-lost",
    "visibility",
    "uninstall",
  ],
  writing: ["cannot-send", "reply-window", "policy", "invite", "calls"],
  facebook: ["messenger-button", "greeting"],
  more: ["real-app", "contact-support"],
} as const

export type Group = keyof typeof groups
export type Topic = (typeof groups)[Group][number]

export const topics: Topic[] = Object.values(groups).flat()

export const isTopic = (name: string): name is Topic => (topics as string[]).includes(name)

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
  writing: [
    "together",
    "cannot-send",
    "reply-window",
    "policy",
    "invite",
    "calls",
    "notifications",
  ],
  conversations: ["sections", "find", "contacts", "delete"],
  crm: ["crm-links", "automation", "transcripts", "who-reads", "board", "activities"],
  facebook: ["messenger-button", "greeting"],
  more: ["real-app", "contact-support"],
} as const

/** The screen that a group is about: whoever is signed in goes there from each of its articles. */
export const screens: Partial<Record<keyof typeof groups, string>> = {
  connecting: "/settings/messaging",
}

export type Group = keyof typeof groups
export type Topic = (typeof groups)[Group][number]

export const topics: Topic[] = Object.values(groups).flat()

export const groupOf = (topic: Topic): Group | undefined =>
  (Object.keys(groups) as Group[]).find((group) =>
    (groups[group] as readonly Topic[]).includes(topic),
  )

export const isTopic = (name: string): name is Topic => (topics as string[]).includes(name)

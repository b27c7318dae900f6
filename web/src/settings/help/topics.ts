/** The help's topics in order; each name is also its address, as in /settings/messaging/help#permissions. */
export const topics: { group: string; names: string[] }[] = [
  {
    group: "connecting",
    names: ["admin", "permissions", "private", "elsewhere", "install", "login", "personal"],
  },
  { group: "sending", names: ["undelivered", "window", "policy", "network"] },
  { group: "messenger", names: ["first", "button", "greeting", "calls", "broadcast", "removed"] },
]

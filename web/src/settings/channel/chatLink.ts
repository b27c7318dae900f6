import type { ChatLink } from "./queries"

export type RefTrouble = "characters" | "long" | null

/** Why the provider would not pass this ref on. */
export function refTrouble(link: ChatLink, ref: string): RefTrouble {
  if (!new RegExp(`^(?:${link.pattern})$`).test(ref)) return "characters"
  return ref.length > link.limit ? "long" : null
}

export const linkWith = (link: ChatLink, ref: string): string =>
  ref === "" ? link.url : `${link.url}?${link.parameter}=${encodeURIComponent(ref)}`

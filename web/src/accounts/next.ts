/** Where to go after signing in: only ever a path of this very site. */
export function safeNext(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/"
  const base = "http://here.invalid"
  // "//other.example", "/\other.example" and "https:…" all leave this site
  const url = URL.canParse(next, base) ? new URL(next, base) : null
  if (!url || url.origin !== base || !next.startsWith("/")) return "/"
  return url.pathname + url.search + url.hash
}

/**
 * Enters with a fresh page: whatever an earlier member left in memory is gone with the old one.
 */
export function enter(path = "/"): void {
  location.replace(path)
}

/** Where the code is asked for that comes after the password. */
export const secondStep = (next: string): string =>
  `/signin/code?${new URLSearchParams({ next }).toString()}`

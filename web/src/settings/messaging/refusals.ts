import type { Params } from "../../api/error"

/** How each refusal of connecting is shown. A code that is not here is told in general words. */
interface Shown {
  /** Its words in the catalogue, settings:refused.WORDS. */
  words: string
  /** Connecting again can help. */
  again: boolean
  /** The person stopped it: nothing is wrong. */
  own: boolean
  /** Looking in more places, with the optional permissions, can help. */
  further?: boolean
}

const shown: Record<string, Shown> = {
  not_admin: { words: "not_admin", again: false, own: false },
  not_configured: { words: "not_configured", again: false, own: false },
  permissions_missing: { words: "permissions_missing", again: true, own: false },
  cancelled: { words: "cancelled", again: true, own: true },
  installed_privately: { words: "installed_privately", again: false, own: false },
  already_installed: { words: "already_installed", again: false, own: true },
  page_elsewhere: { words: "page_elsewhere", again: true, own: false },
  page_not_admin: { words: "page_not_admin", again: true, own: false },
  page_tasks_missing: { words: "page_tasks_missing", again: true, own: false },
  page_unknown: { words: "page_unknown", again: true, own: false },
  personal_account: { words: "no_pages", again: true, own: false },
  no_pages: { words: "no_pages", again: true, own: false, further: true },
  connect_expired: { words: "connect_expired", again: true, own: true },
  login_expired: { words: "login_expired", again: true, own: false },
  provider_refused: { words: "provider_refused", again: true, own: false },
  provider_error: { words: "provider_refused", again: true, own: false },
}

export const refusalCodes = Object.keys(shown)

/** The screen of a refusal, with what it is about. */
export function refusedPath(code: string, params: Params = {}): string {
  const query = new URLSearchParams({ refused: code })
  for (const [name, value] of Object.entries(params))
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  return `/settings/messaging?${query}`
}

export function refusalOf(code: string): Shown {
  return shown[code] ?? { words: "other", again: true, own: false }
}

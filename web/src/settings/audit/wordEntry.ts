import type { TFunction } from "i18next"
import type { Params } from "../../api/error"
import type { components } from "../../api/schema"

export type Entry = components["schemas"]["AuditEntryOut"]

/** What was done, in words. `labels` are the providers' own names for themselves. */
export function wordEntry(t: TFunction, entry: Entry, labels: Record<string, string>): string {
  const params = readable(t, entry.params, labels)
  const { allowed } = entry.params
  const context = typeof allowed === "boolean" ? { context: String(allowed) } : {}
  const said = t(`audit:did.${entry.code}`, { ...params, ...context, defaultValue: "" })
  return said === "" ? t("audit:other", { code: entry.code }) : said
}

/** Roles, visibilities and providers are kept as what the server calls them. */
function readable(t: TFunction, params: Params, labels: Record<string, string>): Params {
  const word: Record<string, (value: string) => string> = {
    role: (role) => t(`settings:role.${role}`),
    before: (value) => named(t, value),
    after: (value) => named(t, value),
    visibility: (visibility) => t(`settings:visibility.${visibility}`),
    provider: (provider) => labels[provider] ?? provider,
  }
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === "string" ? (word[name]?.(value) ?? value) : value,
    ]),
  )
}

/** A role or a visibility: what else changes from one to another stays as it is. */
function named(t: TFunction, value: string): string {
  return t(`settings:role.${value}`, {
    defaultValue: t(`settings:visibility.${value}`, { defaultValue: value }),
  })
}

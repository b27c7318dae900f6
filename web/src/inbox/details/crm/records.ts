import type { TFunction } from "i18next"
import { formatMoney } from "../../../crm/money"
import type { CrmRecord, Panel } from "./types"

export const same = (
  one: Pick<CrmRecord, "kind" | "id">,
  other: Pick<CrmRecord, "kind" | "id">,
): boolean => one.kind === other.kind && one.id === other.id

/** What tells one record from another of the same name; beside its person, theirs is not said again. */
export function facts(t: TFunction, record: CrmRecord, { beside = "" } = {}): string[] {
  const { kind, status, value, currency, owner, person, organization, phones } = record
  const closed = status !== "open" && kind !== "person" && kind !== "organization"
  return [
    t(`panel:kind.${kind}`),
    closed ? t(`crm:status.${status}`) : "",
    value === null ? "" : formatMoney(value, currency),
    kind === "person" ? organization : person?.id === beside ? "" : (person?.title ?? organization),
    kind === "person" ? (phones[0]?.value ?? "") : "",
    kind === "person" ? "" : (owner?.name ?? ""),
  ].filter((fact) => fact !== "")
}

/** Those that could get the messages: linked with a transcript, or open with the linked person. */
export function receivers({ person, items, open_items: others }: Panel): CrmRecord[] {
  const linked = items.filter(({ record, transcript }) => transcript && takes(record))
  const theirs = person?.transcript ? others.filter(takes) : []
  return [...linked.map(({ record }) => record), ...theirs]
}

const takes = ({ kind, status, gone, hidden }: CrmRecord): boolean =>
  (kind === "deal" || kind === "lead") && status === "open" && !gone && !hidden

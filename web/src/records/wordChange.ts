import type { TFunction } from "i18next"
import { formatMoney } from "../crm/money"
import type { FeedItem } from "../crm/types"

/** What became of the record, as a sentence. */
export function wordChange(t: TFunction, { code, params }: FeedItem): string {
  const said = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === "string" ? value : ""]),
  )
  const { before = "", name = "", value = "", currency = "", before_currency = "", reason } = said
  switch (code) {
    case "value_changed":
      return value === ""
        ? t("crm:change.value_removed")
        : before === ""
          ? t("crm:change.value_set", { value: formatMoney(value, currency) })
          : t("crm:change.value_changed", {
              before: formatMoney(before, before_currency),
              value: formatMoney(value, currency),
            })
    case "lost":
      return reason ? t("crm:change.lost_because", { reason }) : t("crm:change.lost")
    case "owner_changed":
      return name === "" ? t("crm:change.owner_removed") : t("crm:change.owner_changed", { name })
    default:
      return t(`crm:change.${code}`, { before, name, defaultValue: t("crm:change.changed") })
  }
}

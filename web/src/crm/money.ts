import { locale } from "../i18n/format"

/** ￥1,200,000 / $1,200.50: as the reader's locale writes it, without cents that are none. */
export function formatMoney(value: string, currency: string): string {
  const plain = { maximumFractionDigits: 2, trailingZeroDisplay: "stripIfInteger" } as const
  const style = currency ? ({ style: "currency", currency } as const) : {}
  return new Intl.NumberFormat(locale(), { ...plain, ...style }).format(value as `${number}`)
}

/** What somebody typed as the API takes it: １，２００円 → 1200. What is no amount stays, to be refused. */
export const readMoney = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[\s,¥$€£円]/g, "")
    .replace(/\.$/, "")

/** Those offered in a form; a record may be in any other. */
export const currencies = ["JPY", "USD", "EUR", "GBP", "CNY", "KRW", "TWD", "SGD", "AUD", "CAD"]

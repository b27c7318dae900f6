import { useEffect, useRef, useState } from "react"
import type { Message } from "../../api/types"
import { useWords } from "../../i18n/useWords"

/** Says to a screen reader what the customer has just written. */
export function NewArrivals({ items, name }: { items: Message[]; name: string }) {
  const { t } = useWords()
  const [said, setSaid] = useState("")
  const last = items.at(-1)
  const known = useRef(last?.id)
  useEffect(() => {
    if (!last || last.id === known.current) return
    known.current = last.id
    if (last.direction !== "in") return
    const text = last.text || t(`list:kind.${last.kind}`, { defaultValue: "" })
    setSaid(t("thread:arrived", { name, text }))
  }, [last, name, t])
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {said}
    </div>
  )
}

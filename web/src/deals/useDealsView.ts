import { useSearchParams } from "wouter"
import { recall, remember } from "../browser/storage"
import type { DealsView } from "../crm/queries"
import type { Status } from "../crm/types"

export const statuses: Status[] = ["open", "won", "lost", "archived"]
export type Shape = "board" | "list"

export interface View extends DealsView {
  as: Shape
}

/** What of the deals is looked at: in the address, so that back comes back to it; how they are shown is remembered, too. */
export function useDealsView(): [View, (change: Partial<View>) => void] {
  const [params, setParams] = useSearchParams()
  const status = params.get("status") as Status | null
  const as = params.get("as") ?? recall<string>("deals.as", "board")
  const view: View = {
    // What is won, lost or put away stands on no board
    as: as === "list" || status ? "list" : "board",
    pipeline: Number(params.get("pipeline")) || null,
    status: status && statuses.includes(status) ? status : "open",
    owner: Number(params.get("owner")) || null,
    q: params.get("q") ?? "",
  }
  const look = (change: Partial<View>) => {
    if (change.as) remember("deals.as", change.as)
    const next = Object.entries({ ...view, ...change }).filter(
      ([name, value]) => value && !(name === "status" && value === "open"),
    )
    setParams(new URLSearchParams(next.map(([name, value]) => [name, String(value)])), {
      replace: true,
    })
  }
  return [view, look]
}

import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { tidy } from "../caches"
import { isNarrowed, useView } from "./view"

/** A conversation that was read or answered leaves a list of those that were not, once another one is opened. */
export function useTidyList(openId: number | null): void {
  const client = useQueryClient()
  const view = useView()
  const before = useRef(openId)
  useEffect(() => {
    if (before.current === openId) return
    before.current = openId
    if (isNarrowed(view)) tidy(client, view)
  }, [client, view, openId])
}

import type { ReactNode } from "react"
import { Redirect, useSearch } from "wouter"
import { useMaybeMe } from "../api/me"
import { safeNext } from "./next"

/** Signing in and up are for those who are not: others go straight on. */
export function SignedOut({ children }: { children: ReactNode }) {
  const { data: me } = useMaybeMe()
  const search = useSearch()
  return me ? <Redirect to={safeNext(search)} replace /> : children
}

import { queryOptions } from "@tanstack/react-query"
import { ask } from "../../accounts/allauth"

export interface Address {
  email: string
  verified: boolean
  primary: boolean
}

/** One's address, and the one that waits for its mail to be answered. */
export const addressesQuery = queryOptions({
  queryKey: ["addresses"],
  queryFn: async () => (await ask<Address[]>("GET", "account/email")).data ?? [],
  staleTime: 0,
})

export const pendingAddress = (addresses: Address[]): Address | undefined =>
  addresses.find(({ verified, primary }) => !verified && !primary)

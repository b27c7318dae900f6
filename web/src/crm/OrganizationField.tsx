import { useQuery } from "@tanstack/react-query"
import { useDeferredValue } from "react"
import { api } from "../api/client"
import { type FieldProps, FoundField, type Whom } from "./FoundField"
import { organizationsQuery } from "./queries"

/** An organization the CRM has, or a new one's name. */
export function OrganizationField(props: FieldProps) {
  const typed = useDeferredValue(props.whom.id === null ? props.whom.name.trim() : "")
  const { data } = useQuery(organizationsQuery(typed))
  const found = (data?.items ?? []).map(({ id, name, address }) => ({ id, name, hint: address }))
  return <FoundField kind="organization" found={found} {...props} />
}

/** Its id: of the one that was chosen, or of a new one by that name; null for none. */
export async function organizationOf({ id, name }: Whom, key: string): Promise<number | null> {
  if (id !== null || name.trim() === "") return id
  const made = await api.post<{ id: number }>("/organizations", { name: name.trim(), key })
  return made.id
}

import { useQuery } from "@tanstack/react-query"
import { useDeferredValue } from "react"
import { type FieldProps, FoundField } from "./FoundField"
import { personsQuery } from "./queries"

/** A person the CRM has, or a new one's name. */
export function PersonField(props: FieldProps) {
  const typed = useDeferredValue(props.whom.id === null ? props.whom.name.trim() : "")
  const { data } = useQuery(personsQuery(typed))
  const found = (data?.items ?? []).map(({ id, name, organization, phones, emails }) => ({
    id,
    name,
    hint: organization?.name ?? phones[0]?.value ?? emails[0]?.value ?? "",
  }))
  return <FoundField kind="person" found={found} {...props} />
}

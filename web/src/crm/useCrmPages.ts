import { useQuery } from "@tanstack/react-query"
import { useEffect } from "react"
import { useMe } from "../api/me"
import { recall, remember } from "../browser/storage"
import { crmQuery } from "./queries"

/** Whether the CRM has pages here. Remembered by workspace, so that the rail does not jump while it is asked. */
export function useCrmPages(): boolean {
  const name = `crm_pages.${useMe().workspace?.id}`
  const { data } = useQuery(crmQuery)
  useEffect(() => {
    if (data) remember(name, data.pages)
  }, [data, name])
  return data?.pages ?? recall(name, false)
}

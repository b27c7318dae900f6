import { useQueryClient } from "@tanstack/react-query"
import { api } from "../api/client"
import { type ContactDetails, contactQuery } from "./queries"

/** Renames, blocks or unblocks a contact; what shows them is brought up to date. */
export function useChangeContact(id: number) {
  const client = useQueryClient()
  return async (change: { name?: string; blocked?: boolean }): Promise<void> => {
    const changed = await api.patch<ContactDetails>(`/contacts/${id}`, change)
    client.setQueryData(contactQuery(id).queryKey, changed)
    void client.invalidateQueries({ queryKey: ["contacts"] })
  }
}

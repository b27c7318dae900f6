import { queryOptions } from "@tanstack/react-query"
import { api } from "../../api/client"
import type { components } from "../../api/schema"

type Schemas = components["schemas"]

export type CrmSettings = Schemas["CrmSettingsOut"]
export type CrmSettingsChange = Schemas["CrmSettingsPatch"]
export type Calendar = Schemas["CalendarOut"]

export const crmSettingsQuery = queryOptions({
  queryKey: ["crm-settings"],
  queryFn: ({ signal }) => api.get<CrmSettings>("/crm/settings", { signal }),
  staleTime: 0,
})

export const calendarQuery = queryOptions({
  queryKey: ["calendar"],
  queryFn: ({ signal }) => api.get<Calendar>("/calendar", { signal }),
  staleTime: 0,
})

import {
  IconBuilding,
  IconCalendarEvent,
  IconCheckbox,
  IconFlag,
  IconMail,
  IconMessages,
  IconPhone,
  IconUsers,
} from "@tabler/icons-react"
import { queryOptions } from "@tanstack/react-query"
import { api } from "../api/client"
import type { ActivityType } from "../crm/types"

/** What an activity can be, in the order in which the workspace made them. */
export const activityTypesQuery = queryOptions({
  queryKey: ["activity-types"],
  queryFn: ({ signal }) => api.get<ActivityType[]>("/activity-types", { signal }),
  staleTime: 5 * 60_000,
})

const icons: Record<string, typeof IconPhone> = {
  phone: IconPhone,
  users: IconUsers,
  check: IconCheckbox,
  flag: IconFlag,
  mail: IconMail,
  building: IconBuilding,
}

/** Of one that a channel brought, conversations; of one by a member, what they chose. */
export const activityIcon = (type: ActivityType): typeof IconPhone =>
  icons[type.icon] ?? (type.in_calendar ? IconCalendarEvent : IconMessages)

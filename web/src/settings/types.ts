import type { Params } from "../api/error"

/** The shapes of /api/v1 that only the settings and connecting use. */

export type Role = "admin" | "member"
export type Visibility = "private" | "shared"

/** Whom an admin wants to be the installer, while the one who is has not agreed. */
export interface HandoverAsked {
  to: { id: number; name: string }
  by: { id: number; name: string } | null
}

export interface Workspace {
  id: number
  name: string
  time_zone: string
  assign_on_reply: boolean
}

export interface Connection {
  id: number
  provider: string
  visibility: Visibility
  installer: { id: number; name: string }
  /** The name of who logged in at the provider. */
  account: string
  connected_at: string
  handover: HandoverAsked | null
}

export interface Permission {
  name: string
  why_code: string
  /** Asked for only by who wants what it is for. */
  optional: boolean
}

export interface Removable {
  id: number
  installer: { id: number; name: string }
  visibility: Visibility
  handover: HandoverAsked | null
}

/** What an uninstallation left behind at the provider. */
export interface Leaving {
  still_reported: { name: string; code: string }[]
}

export interface Provider {
  name: string
  label: string
  icon: string
  /** Connecting it connects its one channel: there are no Pages to choose from. */
  one_channel: boolean
  installable: boolean
  permissions: Permission[]
  connection: Connection | null
  /** What this admin may uninstall: a colleague's private one too, of which they see nothing else. */
  removable: Removable | null
  may_install: boolean
  refusal: string | null
  refusal_params: Params
}

export interface Page {
  external_id: string
  name: string
  category: string
  picture_url: string | null
  usable: boolean
  reason: string | null
  params: Params
  connected: boolean
}

export interface Member {
  id: number
  name: string
  email: string
  role: Role
  can_change_settings: boolean
  available: boolean
  /** Known to admins, and about oneself. */
  two_factor: boolean | null
  you: boolean
}

export interface Invitation {
  id: number
  email: string
  role: Role
  invited_by: { id: number; name: string }
  created_at: string
  expires_at: string
  expired: boolean
}

export interface Token {
  id: number
  name: string
  created_at: string
  last_used_at: string | null
}

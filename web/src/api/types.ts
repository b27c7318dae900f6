import type { Params } from "./error"

/** The shapes of /api/v1. Times are RFC 3339 in UTC, ids are integers. */

export interface Me {
  user: { id: number; email: string; name: string; language: "" | "ja" | "en"; verified: boolean }
  member: {
    id: number
    role: "admin" | "member"
    can_change_settings: boolean
    available: boolean
  } | null
  workspace: { id: number; name: string; time_zone: string } | null
  workspaces: { id: number; name: string }[]
  sandbox: boolean
  public_url: string
  mail_to_files: boolean
}

export interface Problem {
  code: string
  params: Params
}

export interface Capabilities {
  label: string
  icon: string
  text_limit: number | null
  attachment_limit: number | null
  /** MIME types or prefixes such as `image/*`; empty means any. */
  attachment_types: string[]
  window_hours: number | null
  extended_days: number | null
}

export interface Channel {
  id: number
  provider: string
  name: string
  picture_url: string | null
  external_id: string
  state: "connected" | "attention" | "disconnected"
  problem: Problem | null
  human_agent: boolean
  connection_id: number
  visibility: "private" | "shared"
  installer: { id: number; name: string } | null
  connected_at: string | null
  last_event_at: string | null
  can_write: boolean
  capabilities: Capabilities
}

export interface Preview {
  direction: Direction
  kind: string
  text: string
  code: string | null
  params: Params | null
  status: Status | null
  deleted: boolean
}

export interface ReplyWindow {
  state: "open" | "extended" | "closed" | "never"
  closes_at: string | null
  reason: string | null
}

export interface Referral {
  source?: string | null
  type?: string | null
  ref?: string | null
  ad_id?: string | null
  ad_title?: string | null
  url?: string | null
}

export interface Conversation {
  id: number
  channel: { id: number; name: string; provider: string; icon: string }
  contact: {
    id: number
    name: string
    short_id: string
    picture_url: string | null
    first_seen_at: string | null
  }
  identity: { external_id: string }
  preview: Preview | null
  last_message_at: string | null
  last_inbound_at: string | null
  unread: number
  first_unread_id: number | null
  assignee: { id: number; name: string } | null
  closed_at: string | null
  window: ReplyWindow
  source: Referral | null
  composer: { locked: boolean; reason: string | null; params: Params | null }
}

export type Direction = "in" | "out" | "event"
export type Status =
  | "received"
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "unknown"

export interface Attachment {
  id: number
  kind: string
  name: string
  mime: string
  size: number | null
  width: number | null
  height: number | null
  /** Seconds. */
  duration: number | null
  state: "pending" | "stored" | "failed"
  url: string | null
  error: Problem | null
  title: string | null
  link: string | null
}

export interface Message {
  id: number
  conversation_id: number
  direction: Direction
  kind: string
  text: string
  author: { id: number; name: string } | null
  origin: "kaiwa" | "elsewhere"
  status: Status
  error: (Problem & { permanent: boolean }) | null
  sent_at: string
  received_at: string | null
  late: boolean
  edited_at: string | null
  deleted_at: string | null
  reactions: { emoji: string; by: "contact" | "channel" }[]
  reply_to: { id: number | null; text: string; direction: Direction; kind: string } | null
  attachments: Attachment[]
  key: string | null
  code: string | null
  params: Params | null
}

export interface ConversationPage {
  items: Conversation[]
  next_cursor: string | null
  total: number
}

export interface MessagePage {
  items: Message[]
  has_more: boolean
}

/** What one event of the live stream carries. */
export interface Change {
  conversations?: Conversation[]
  messages?: Message[]
  channels?: Channel[]
}

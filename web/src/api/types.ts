import type { RecordsChange } from "../crm/types"
import type { Notice } from "../notifications/notice"
import type { components } from "./schema"

/** The shapes of /api/v1 by the names we use; schema.d.ts is generated (`npm run api:types`). */
type Schemas = components["schemas"]

export type Me = Schemas["MeOut"]

export type Channel = Schemas["ChannelOut"]
export type Capabilities = Schemas["CapabilitiesOut"]
export type Problem = Schemas["ProblemOut"]

export type Conversation = Schemas["ConversationShape"]
export type ConversationPage = Schemas["ConversationPage"]
export type Counts = Schemas["CountsShape"]
export type Assignee = Schemas["AssigneeOut"]
export type Preview = Schemas["PreviewShape"]
export type ReplyWindow = Schemas["WindowShape"]

export type Message = Schemas["MessageShape"]
export type MessagePage = Schemas["MessagePage"]
export type Found = Schemas["FoundMessageShape"]
export type FoundContact = Schemas["FoundContactShape"]
export type Snippet = Schemas["SnippetShape"]
export type SearchPage = Schemas["SearchPage"]
export type Attachment = Schemas["AttachmentShape"]
export type Direction = Message["direction"]
export type Status = Message["status"]

/** How a customer came to write. */
export interface Referral {
  source: "ad" | "link" | "code" | "site" | "product" | "other"
  ref: string
  ad_id: string
  ad_title: string
  url: string
}

/** What one event of the live stream carries. */
export interface Change extends RecordsChange {
  conversations?: Conversation[]
  messages?: Message[]
  channels?: Channel[]
  /** Messages that are no more: found to be another one's double. */
  gone?: Gone[]
  /** Conversations that were deleted. */
  deleted?: { id: number }[]
  members?: Colleague[]
  /** What this member is to be told of. */
  notices?: Notice[]
  presence?: Presence[]
}

/** Who is at a conversation now: all of them, and what they do there. */
export interface Presence {
  conversation_id: number
  people: Someone[]
}

export type Doing = "looking" | "noting" | "replying"

export interface Someone {
  id: number
  name: string
  doing: Doing
}

/** A member as the stream tells of them when their availability changes. */
export interface Colleague {
  id: number
  name: string
  available: boolean
}

export interface Gone {
  conversation_id: number
  id: number
}

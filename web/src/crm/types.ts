import type { components } from "../api/schema"

/** The shapes of the CRM's pages by the names we use. */
type Schemas = components["schemas"]

export type DealCard = Schemas["DealCard"]
export type Deal = Schemas["DealOut"]
export type DealPage = Schemas["DealPage"]
export type LeadRow = Schemas["LeadRow"]
export type Lead = Schemas["LeadOut"]
export type LeadPage = Schemas["LeadPage"]
export type Person = Schemas["PersonOut"]
export type PersonRow = Schemas["PersonRow"]
export type PersonPage = Schemas["PersonPage"]
export type Organization = Schemas["OrganizationOut"]
export type OrganizationRow = Schemas["OrganizationRow"]
export type OrganizationPage = Schemas["OrganizationPage"]
export type Board = Schemas["BoardOut"]
export type BoardColumn = Schemas["ColumnOut"]
export type ColumnPage = Schemas["ColumnPage"]
export type Sum = Schemas["SumRow"]
export type Pipeline = Schemas["PipelineRow"]
export type Stage = Schemas["StageRow"]
export type FeedItem = Schemas["FeedItem"]
export type FeedPage = Schemas["FeedPage"]
export type CrmInfo = Schemas["CrmInfoOut"]
export type Note = Schemas["NoteOut"]
export type Activity = Schemas["ActivityOut"]
export type ActivityType = Schemas["ActivityTypeRow"]
export type Planned = Schemas["PlannedShape"]

/** Whatever has a page of its own. */
export type Kind = "person" | "organization" | "lead" | "deal"
/** Of a number or an address. */
export type Label = Schemas["PhoneShape"]["label"]
export type Status = "open" | "won" | "lost" | "archived"

/** Which deals a board shows: one owner's, and found by this. */
export interface BoardView {
  owner: number | null
  q: string
}

/** What an event of the stream says of records: which to ask for again, and the open deals as they are now. */
export interface RecordsChange {
  records?: { kind: string; id: number }[]
  /** Conversations whose card is to be asked for again. */
  crm?: { conversation_id: number }[]
  deals?: DealCard[]
}

import type { components } from "../../../api/schema"

/** The shapes of the card by the names we use. */
type Schemas = components["schemas"]

export type Panel = Schemas["PanelOut"]
export type Link = Schemas["LinkOut"]
export type CrmRecord = Schemas["RecordOut"]
export type Candidate = Schemas["CandidateOut"]
export type Transcript = Schemas["TranscriptOut"]
export type Reading = Schemas["ReadersOut"]
export type CrmPipeline = Schemas["PipelineOut"]
export type RecordKind = CrmRecord["kind"]
/** What can be made from a conversation. */
export type NewKind = "person" | "lead" | "deal"

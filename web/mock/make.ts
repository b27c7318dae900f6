import type { Attachment, Channel, Conversation, Message } from "../src/api/types"
import { lines, people } from "./people.ts"

export const NOW = Date.now()
export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000
export const at = (ago: number): string => new Date(NOW - ago).toISOString()

export const me = { id: 1, name: "山本 葵" }

export const channel: Channel = {
  id: 1,
  provider: "messenger",
  name: "花工房 Hana Flowers",
  picture_url: null,
  external_id: "108100000000001",
  state: "connected",
  problem: null,
  problem_since: null,
  human_agent: true,
  typing_indicator: false,
  mark_seen: false,
  return_when_away: false,
  connection_id: 1,
  visibility: "shared",
  installer: { id: 1, name: "山本 葵" },
  connected_at: at(hours(900)),
  last_event_at: at(minutes(1)),
  can_write: true,
  capabilities: {
    label: "Facebook Messenger",
    icon: "messenger",
    text_limit: 2000,
    attachment_limit: 25 * 1024 * 1024,
    attachment_types: ["image/*", "audio/*", "video/*", "application/pdf", "text/plain"],
    window_hours: 24,
    extended_days: 7,
    may_start: false,
    signals: true,
    quotes: true,
    places: {},
  },
}

/** Row `index` of the list, newest first; the first forty lie within the last days, the rest far back. */
export function makeConversation(index: number): Conversation {
  const id = 1000 + index
  const ago = index < 40 ? minutes(2) + index * index * minutes(9) : hours(300) + index * minutes(7)
  const mine = index % 5 === 2
  const name =
    index < people.length ? (people[index] as string) : `${people[index % people.length]} ${index}`
  return {
    id,
    channel: {
      id: 1,
      name: channel.name,
      provider: "messenger",
      icon: index % 7 === 5 ? "whatsapp" : "messenger",
      state: "connected",
    },
    contact: {
      id,
      name: index === 17 ? "" : name,
      short_id: `…${String(7412 + index).slice(-4)}`,
      picture_url: index % 3 === 0 && index < 40 ? `/files/face-${index}` : null,
      first_seen_at: at(ago + hours(700)),
      locale: "ja_JP",
      utc_offset: index % 3 === 1 ? -5 : 9,
    },
    identity: { name: "", external_id: `64120000${100000 + index}` },
    preview: {
      direction: mine ? "out" : "in",
      kind: index % 9 === 4 ? "image" : index % 11 === 6 ? "voice" : "text",
      text: index % 9 === 4 || index % 11 === 6 ? "" : (lines[index % lines.length] as string),
      code: "",
      params: {},
      status: mine ? (index % 10 === 7 ? "failed" : "read") : "received",
      deleted: index === 13,
    },
    last_message_at: at(ago),
    last_inbound_at: at(ago),
    waiting_since: null,
    unread: mine ? 0 : index < 12 && index % 3 !== 2 ? (index % 4) + 1 : 0,
    first_unread_id: null,
    assignee: null,
    closed_at: null,
    blocked: false,
    window: windowAfter(ago),
    source:
      index % 4 === 0
        ? {
            source: "ad",
            ref: "spring",
            ad_id: "6200",
            ad_title: "春のブーケ 10%オフ",
          }
        : null,
    composer: locked(ago),
  }
}

function windowAfter(ago: number): Conversation["window"] {
  const [ordinary, last] = [at(ago - hours(24)), at(ago - hours(168))]
  if (ago < hours(24)) return { state: "open", closes_at: ordinary, locked_at: last }
  return { state: ago < hours(168) ? "extended" : "closed", closes_at: last, locked_at: last }
}

function locked(ago: number): Conversation["composer"] {
  const closed = ago >= hours(168)
  return {
    locked: closed,
    reason: closed ? "window_closed" : null,
    params: {},
  }
}

let nextMessage = 1

export function makeMessage(
  conversation: number,
  ago: number,
  given: Partial<Message> = {},
): Message {
  const direction = given.direction ?? "in"
  return {
    id: nextMessage++,
    conversation_id: conversation,
    direction,
    kind: "text",
    text: "",
    author: direction === "out" ? me : null,
    origin: "kaiwa",
    status: direction === "out" ? "read" : "received",
    error: null,
    sent_at: at(ago),
    received_at: at(ago),
    late: false,
    edited_at: null,
    deleted_at: null,
    reactions: [],
    reply_to: null,
    attachments: [],
    key: "",
    code: "",
    params: {},
    ...given,
  }
}

let nextFile = 1

export function makeFile(kind: string, given: Partial<Attachment> = {}): Attachment {
  const id = nextFile++
  const shape =
    kind === "image"
      ? { width: 1200, height: 900 }
      : kind === "sticker"
        ? { width: 240, height: 240 }
        : {}
  return {
    id,
    kind,
    name: "",
    mime:
      { image: "image/svg+xml", sticker: "image/svg+xml", voice: "audio/wav", video: "video/mp4" }[
        kind
      ] ?? "application/pdf",
    size: 248_000,
    width: null,
    height: null,
    duration: kind === "voice" ? 7 : null,
    state: "stored",
    url: `/files/${kind}-${id}`,
    thumbnail_url: null,
    can_fetch: false,
    error: null,
    title: "",
    link: "",
    params: {},
    ...shape,
    ...given,
  }
}

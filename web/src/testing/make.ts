import type {
  Attachment,
  Channel,
  Conversation,
  ConversationPage,
  Me,
  Message,
  MessagePage,
} from "../api/types"

/** Rows for tests: only what the test is about is given. */

const START = Date.parse("2026-11-21T00:00:00.000Z")
export const minute = (count: number): string => new Date(START + count * 60_000).toISOString()

/** Who is signed in. */
export const aMe = {
  user: { id: 1, email: "alice@example.com", name: "Alice", language: "", verified: true },
  member: { id: 1, role: "admin", can_change_settings: true, available: true },
  workspace: null,
  workspaces: [],
  sandbox: false,
  public_url: "",
  mail_to_files: false,
} as unknown as Me

export function aConversation(id: number, given: Partial<Conversation> = {}): Conversation {
  return {
    id,
    channel: {
      id: 1,
      name: "Hana Flowers",
      provider: "messenger",
      icon: "messenger",
      state: "connected",
    },
    contact: {
      id,
      name: `Customer ${id}`,
      short_id: `…${id}`,
      picture_url: null,
      first_seen_at: minute(0),
      locale: "ja_JP",
      utc_offset: 9,
    },
    identity: { external_id: String(id), name: `Customer ${id}` },
    preview: null,
    last_message_at: minute(id),
    last_inbound_at: minute(id),
    waiting_since: null,
    unread: 0,
    first_unread_id: null,
    assignee: null,
    closed_at: null,
    blocked: false,
    window: { state: "open", closes_at: null, locked_at: null },
    source: null,
    composer: { locked: false, reason: null, params: {} },
    ...given,
  }
}

export function aMessage(id: number, given: Partial<Message> = {}): Message {
  return {
    id,
    conversation_id: 1,
    direction: "in",
    kind: "text",
    text: `message ${id}`,
    author: null,
    origin: "kaiwa",
    status: "received",
    error: null,
    sent_at: minute(id),
    received_at: minute(id),
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

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

export function aPageOf(ids: number[], total: number): ConversationPage {
  return { items: ids.map((id) => aConversation(id)), next_cursor: null, total }
}

export function messagesOf(from: number, to: number, hasMore: boolean): MessagePage {
  return { items: range(from, to).map((id) => aMessage(id)), has_more: hasMore, has_newer: false }
}

export function aChannel(given: Partial<Channel> = {}): Channel {
  return {
    id: 1,
    provider: "messenger",
    name: "Hana Flowers",
    picture_url: null,
    external_id: "1081",
    state: "connected",
    problem: null,
    problem_since: null,
    human_agent: false,
    typing_indicator: false,
    mark_seen: false,
    return_when_away: false,
    connection_id: 1,
    visibility: "shared",
    installer: { id: 1, name: "Alice" },
    connected_at: minute(0),
    last_event_at: null,
    can_write: true,
    capabilities: {
      label: "Messenger",
      icon: "messenger",
      text_limit: 2000,
      attachment_limit: 25 * 1024 * 1024,
      attachment_types: ["image/*", "application/pdf"],
      window_hours: 24,
      extended_days: 7,
      may_start: false,
      signals: true,
      quotes: true,
      places: {},
    },
    ...given,
  }
}

export function aFile(id: number, given: Partial<Attachment> = {}): Attachment {
  return {
    id,
    kind: "file",
    name: "quote.pdf",
    mime: "application/pdf",
    size: 1000,
    width: null,
    height: null,
    duration: null,
    state: "stored",
    url: `/files/${id}`,
    thumbnail_url: null,
    can_fetch: false,
    error: null,
    title: "",
    link: "",
    params: {},
    ...given,
  }
}

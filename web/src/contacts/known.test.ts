import { expect, test } from "vitest"
import { aConversation, minute } from "../testing/make"
import { withRow } from "./known"
import type { ContactDetails } from "./queries"

const row = aConversation(7, { last_message_at: minute(1) })
const older = aConversation(8, { contact: row.contact, last_message_at: minute(0) })
const hana: ContactDetails = {
  id: 7,
  name: "Customer 7",
  blocked_at: null,
  first_seen_at: minute(0),
  identities: [7, 8].map((id) => ({
    id,
    external_id: String(id),
    short_id: String(id),
    name: "",
    picture_url: null,
    channel: row.channel,
    first_seen_at: minute(0),
    moved: false,
  })),
  conversations: [row, older],
}

test("a new message is shown at once, and its conversation stands on top", () => {
  const spoken = { ...older, last_message_at: minute(2) }
  const changed = withRow(hana, spoken)
  expect(changed).toMatchObject({
    conversations: [{ id: 8, last_message_at: minute(2) }, { id: 7 }],
  })
})

test("of what somebody else wrote nothing changes", () => {
  expect(withRow(hana, aConversation(1))).toBeUndefined()
})

test("what the row does not say is asked for: who left, who came, a name, a block", () => {
  const contact = { ...row.contact, id: 99 }
  expect(withRow(hana, { ...row, contact })).toBe("ask")
  expect(withRow(hana, aConversation(9, { contact: row.contact }))).toBe("ask")
  expect(withRow(hana, { ...row, contact: { ...row.contact, name: "Hana" } })).toBe("ask")
  expect(withRow(hana, { ...row, blocked: true })).toBe("ask")
})

import type { CrmRecord, Link, Panel } from "../inbox/details/crm/types"
import { minute } from "./make"

/** The CRM's rows for tests: only what the test is about is given. */

export function aRecord(
  kind: CrmRecord["kind"],
  id: string,
  given: Partial<CrmRecord> = {},
): CrmRecord {
  return {
    kind,
    id,
    hidden: false,
    title: `${kind} ${id}`,
    status: "open",
    person: null,
    organization: "",
    owner: null,
    stage: null,
    value: null,
    currency: "",
    phones: [],
    url: "",
    page: null,
    gone: false,
    merged: false,
    ...given,
  }
}

export function aLink(id: number, record: CrmRecord, given: Partial<Link> = {}): Link {
  return {
    id,
    record,
    transcript: true,
    automatic: false,
    reason: { code: "by_hand", params: {} },
    rejected: [],
    by: { id: 1, name: "Alice" },
    created_at: minute(0),
    ...given,
  }
}

/** Of conversation 1, of which the CRM knows nothing. */
export function aPanel(given: Partial<Panel> = {}): Panel {
  return {
    conversation_id: 1,
    crm: { label: "Kaiwa CRM", pages: true, problem: null, paused_until: null },
    private: false,
    short_url: "https://kaiwa.example/l/7Kq2Xb9d",
    person: null,
    items: [],
    open_items: [],
    receives: { record: null, how: "none" },
    match: { state: "none", reason: null, candidates: [], given: [] },
    name_offered: null,
    creating: [],
    transcript: {
      state: "off",
      form: "note",
      written_at: null,
      due_at: null,
      error: null,
      left: false,
      moving: null,
    },
    ...given,
  }
}

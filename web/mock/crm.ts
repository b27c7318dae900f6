import type { CrmRecord, Link, Panel } from "../src/inbox/details/crm/types"
import type { Answer } from "./backend.ts"

/** The CRM beside conversations: an address book, and what is linked to whom. */
export class MockCrm {
  private readonly records: CrmRecord[] = [
    record("person", "1", "西村 拓海", { phones: [{ value: "090-1234-5678", label: "mobile" }] }),
    record("person", "2", "西村 拓海", { organization: "黒田建設工業株式会社 関西支店" }),
    record("deal", "3", "会議チェア CH-204 24脚", { value: "1128000.00", ...at(2) }),
    record("deal", "4", "大阪新本社ビル 12階・13階フロア什器一式 納入および設置工事", at(4)),
    record("lead", "5", "Reception desk, walnut"),
  ]
  private readonly links = new Map<number, Link[]>()
  private newest = 100

  /** null: not a question for the CRM. */
  handle(
    method: string,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): Answer | null {
    if (path === "/crm") return { status: 200, body: info }
    if (path === "/crm/search") return { status: 200, body: this.found(query.get("q") ?? "") }
    if (path === "/crm/pipelines") return { status: 200, body: [pipeline] }
    const [, noun, id, under, what] = path.split("/")
    if (noun === "crm-links") return this.changed(method, Number(id), body)
    if (noun !== "conversations" || under !== "crm") return null
    if (what === "readers") return { status: 200, body: { everyone: true, names: [], hidden: 0 } }
    if (what === "links") this.link(Number(id), this.known(body), body)
    if (what === "records") this.link(Number(id), this.made(body), body)
    return { status: what === "records" ? 201 : 200, body: this.panel(Number(id)) }
  }

  private found(q: string): CrmRecord[] {
    const typed = q.toLowerCase()
    return this.records.filter(({ title }) => title.toLowerCase().includes(typed))
  }

  private known({ kind, id }: Record<string, unknown>): CrmRecord {
    return this.records.find((each) => each.kind === kind && each.id === id) as CrmRecord
  }

  private made({ kind, name, title, value }: Record<string, unknown>): CrmRecord {
    const called = String(title || name)
    const made = record(kind as CrmRecord["kind"], String(++this.newest), called, {
      value: value ? String(value) : null,
      ...(kind === "deal" ? at(1) : {}),
    })
    this.records.push(made)
    return made
  }

  private link(conversation: number, to: CrmRecord, { transcript }: Record<string, unknown>): void {
    const link: Link = {
      id: ++this.newest,
      record: to,
      transcript: transcript !== false,
      automatic: false,
      reason: { code: "by_hand", params: {} },
      rejected: [],
      by: { id: 1, name: "山本 葵" },
      created_at: new Date().toISOString(),
    }
    this.links.set(conversation, [link, ...(this.links.get(conversation) ?? [])])
  }

  private changed(method: string, id: number, body: Record<string, unknown>): Answer {
    for (const [conversation, links] of this.links) {
      if (!links.some((link) => link.id === id)) continue
      const left = links.filter((link) => method !== "DELETE" || link.id !== id)
      this.links.set(
        conversation,
        left.map((link) => (link.id === id ? { ...link, ...body } : link)),
      )
      return { status: 200, body: this.panel(conversation) }
    }
    return { status: 404, body: { code: "not_found", message: "", params: {} } }
  }

  private panel(conversation: number): Panel {
    const links = this.links.get(conversation) ?? []
    const items = links.filter(({ record }) => record.kind !== "person")
    const receiver = items.find(({ transcript }) => transcript)?.record ?? null
    const written = links.some(({ transcript }) => transcript)
    return {
      conversation_id: conversation,
      crm: { label: "Kaiwa CRM", pages: true, problem: null, paused_until: null },
      private: conversation % 2 === 1,
      short_url: `http://127.0.0.1:8000/l/7Kq2Xb9d`,
      person: links.find(({ record }) => record.kind === "person") ?? null,
      items,
      open_items: [],
      receives: { record: receiver, how: receiver ? "latest" : "none" },
      match: { state: "none", reason: null, candidates: [], given: [] },
      name_offered: null,
      creating: [],
      transcript: {
        state: written ? "live" : "off",
        form: "note",
        written_at: written ? new Date().toISOString() : null,
        due_at: null,
        error: null,
        left: false,
        moving: null,
      },
    }
  }
}

const info = { label: "Kaiwa CRM", icon: "crm", pages: true, currency: "JPY", problem: null }
const stages = ["見込みあり", "連絡済み", "提案", "交渉", "契約"]
const pipeline = {
  id: "1",
  name: "営業",
  stages: stages.map((name, index) => ({ id: String(index + 1), name, place: index + 1 })),
}

const at = (place: number): Pick<CrmRecord, "stage"> => ({
  stage: { name: stages[place - 1] ?? "", place, of: stages.length, pipeline: pipeline.name },
})

function record(
  kind: CrmRecord["kind"],
  id: string,
  title: string,
  given: Partial<CrmRecord> = {},
): CrmRecord {
  return {
    kind,
    id,
    title,
    hidden: false,
    status: "open",
    person: null,
    organization: "",
    owner: { id: "1", name: "山本 葵" },
    stage: null,
    value: null,
    currency: "JPY",
    phones: [],
    url: "",
    page: `/${kind}s/${id}`,
    gone: false,
    merged: false,
    ...given,
  }
}

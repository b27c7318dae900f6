import type { IncomingHttpHeaders, ServerResponse } from "node:http"
import type { Change, Conversation, Message } from "../src/api/types"
import { MockCrm } from "./crm.ts"
import { fileNamed, keepFile } from "./files.ts"
import { channel, makeConversation, makeFile, makeMessage } from "./make.ts"
import { scene } from "./scenes.ts"
import { mockMe } from "./who.ts"

export interface Answer {
  status: number
  body?: unknown
  raw?: Buffer
  type?: string
}

const notFound: Answer = { status: 404, body: { code: "not_found", message: "", params: {} } }
const ok = (body: unknown, status = 200): Answer => ({ status, body })

/** A backend in memory that answers as /api/v1 does. MOCK_SIZE sets how many conversations there are. */
export class MockBackend {
  private readonly size = Number(process.env.MOCK_SIZE ?? 40)
  private readonly order = Array.from({ length: this.size }, (_, index) => 1000 + index)
  private readonly conversations = new Map<number, Conversation>()
  private readonly threads = new Map<number, Message[]>()
  private readonly crm = new MockCrm()
  private readonly streams = new Set<ServerResponse>()

  async handle(
    method: string,
    url: URL,
    body: Buffer,
    headers: IncomingHttpHeaders,
  ): Promise<Answer> {
    const path = url.pathname.replace(/^\/api\/v1/, "")
    if (path.startsWith("/files/")) return fileNamed(path.slice(7))
    if (path === "/attachments") return this.upload(body, headers)
    const json = body.length > 0 ? JSON.parse(body.toString()) : {}
    const crm = this.crm.handle(method, path, url.searchParams, json)
    if (crm) return crm
    return method === "GET" ? this.read(path, url.searchParams) : this.write(path, json)
  }

  stream(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" })
    response.write(`event: hello\ndata: {"at":"${new Date().toISOString()}"}\n\n`)
    this.streams.add(response)
    response.on("close", () => this.streams.delete(response))
  }

  private read(path: string, query: URLSearchParams): Answer {
    const [, noun, id, under] = path.split("/")
    if (path === "/me") return ok(mockMe)
    if (path === "/channels") return ok(this.size > 0 ? [channel] : [])
    if (path === "/conversations/counts") return ok(this.counts())
    if (path === "/conversations") return this.page(query)
    if (noun !== "conversations" || !this.order.includes(Number(id))) return notFound
    return under === "messages"
      ? this.messages(Number(id), query)
      : ok(this.conversation(Number(id)))
  }

  private write(path: string, body: Record<string, unknown>): Answer {
    const [, noun, id, verb] = path.split("/")
    if (noun === "mock") return this.customerWrites(Number(id), String(body.text ?? "こんにちは"))
    if (noun === "conversations" && verb === "read") return this.markRead(Number(id))
    if (noun === "conversations" && verb === "messages") return this.send(Number(id), body)
    if (noun === "messages" && (verb === "retry" || verb === "settle"))
      return this.redo(Number(id), verb, body)
    return ok({})
  }

  private counts() {
    const none = { conversations: 0, unread: 0 }
    const unassigned = { conversations: this.order.length, unread: 0 }
    return { unassigned, mine: none, others: none, closed: none }
  }

  /** All of them stand under Unassigned: who has one is the server's to remember. */
  private page(query: URLSearchParams): Answer {
    if (query.get("section") !== "unassigned") return ok({ items: [], next_cursor: null, total: 0 })
    const offset = Number(query.get("offset") ?? 0)
    const limit = Number(query.get("limit") ?? 50)
    const items = this.order.slice(offset, offset + limit).map((id) => this.conversation(id))
    return ok({ items, next_cursor: null, total: this.order.length })
  }

  private messages(id: number, query: URLSearchParams): Answer {
    const all = this.thread(id)
    const before = query.get("before")
    const end = before ? all.findIndex((message) => message.id === Number(before)) : all.length
    const start = Math.max(0, end - Number(query.get("limit") ?? 30))
    return ok({ items: all.slice(start, end), has_more: start > 0, has_newer: false })
  }

  private conversation(id: number): Conversation {
    const known = this.conversations.get(id) ?? makeConversation(id - 1000)
    this.conversations.set(id, known)
    if (known.unread > 0 && known.first_unread_id === null)
      known.first_unread_id =
        this.thread(id)
          .filter((m) => m.direction === "in")
          .at(-known.unread)?.id ?? null
    return known
  }

  private thread(id: number): Message[] {
    const { last_message_at } = this.conversations.get(id) ?? makeConversation(id - 1000)
    const long = process.env.MOCK_THREAD ? Number(process.env.MOCK_THREAD) : 45 + (id % 4) * 60
    const known =
      this.threads.get(id) ?? scene(id, Date.now() - Date.parse(last_message_at ?? ""), long)
    this.threads.set(id, known)
    return known
  }

  private async upload(body: Buffer, headers: IncomingHttpHeaders): Promise<Answer> {
    const form = await new Response(new Uint8Array(body), {
      headers: { "Content-Type": headers["content-type"] ?? "" },
    }).formData()
    const file = form.get("file") as File
    const kind = /^(image|audio|video)/.exec(file.type)?.[1] ?? "file"
    const made = makeFile(kind === "audio" ? "voice" : kind, {
      name: file.name,
      mime: file.type,
      size: file.size,
    })
    keepFile(made.url?.slice(7) ?? "", Buffer.from(await file.arrayBuffer()), file.type)
    this.uploads.set(made.id, made)
    return ok(made, 201)
  }

  private readonly uploads = new Map<number, ReturnType<typeof makeFile>>()

  private send(id: number, body: Record<string, unknown>): Answer {
    const { text, key, seen } = body as { text?: string; key: string; seen?: number }
    const known = this.thread(id).filter((message) => message.key === key)
    if (known.length > 0) return ok({ items: known })
    const newest = this.thread(id)
      .filter((m) => m.direction === "in")
      .at(-1)
    if (seen && newest && newest.id > seen)
      return ok({ code: "stale", message: "", params: {} }, 409)
    const files = ((body.attachments as number[]) ?? []).flatMap(
      (file) => this.uploads.get(file) ?? [],
    )
    const made = [
      ...(text ? [makeMessage(id, 0, { direction: "out", text, key })] : []),
      ...files.map((file) =>
        makeMessage(id, 0, {
          direction: "out",
          kind: file.kind,
          attachments: [file],
          key,
        }),
      ),
    ].map((message) => ({
      ...message,
      status: "queued" as const,
      sent_at: new Date().toISOString(),
    }))
    this.thread(id).push(...made)
    for (const message of made) this.deliver(message)
    this.touch(id, made)
    return ok({ items: made }, 201)
  }

  private deliver(message: Message): void {
    const outcome = message.text.includes("fail")
      ? "failed"
      : message.text.includes("unknown")
        ? "unknown"
        : null
    const steps: Message["status"][] = outcome
      ? ["sending", outcome]
      : ["sending", "sent", "delivered", "read"]
    steps.forEach((status, index) => {
      setTimeout(
        () =>
          this.change(message.id, {
            status,
            error:
              status === "failed"
                ? { code: "provider_failed", params: {}, permanent: false }
                : null,
          }),
        400 * (index + 1),
      )
    })
  }

  private change(id: number, to: Partial<Message>): Message | null {
    for (const [conversation, thread] of this.threads) {
      const index = thread.findIndex((message) => message.id === id)
      if (index < 0) continue
      const changed = { ...(thread[index] as Message), ...to }
      thread[index] = changed
      this.touch(conversation, [changed])
      return changed
    }
    return null
  }

  private redo(id: number, verb: string, body: Record<string, unknown>): Answer {
    const status = verb === "retry" ? "queued" : body.sent ? "sent" : "failed"
    const changed = this.change(id, { status, error: null })
    if (changed && verb === "retry") this.deliver({ ...changed, text: "" })
    return changed ? ok(changed) : notFound
  }

  private customerWrites(id: number, text: string): Answer {
    const message = { ...makeMessage(id, 0, { text }), sent_at: new Date().toISOString() }
    this.thread(id).push(message)
    const known = this.conversation(id)
    known.unread += 1
    known.first_unread_id ??= message.id
    this.touch(id, [message])
    return ok(message, 201)
  }

  private markRead(id: number): Answer {
    const known = { ...this.conversation(id), unread: 0, first_unread_id: null }
    this.conversations.set(id, known)
    this.push({ conversations: [known] })
    return ok(known)
  }

  private touch(id: number, messages: Message[]): void {
    const last = this.thread(id).at(-1) as Message
    const newer = last.sent_at !== this.conversation(id).last_message_at
    const known: Conversation = {
      ...this.conversation(id),
      last_message_at: last.sent_at,
      preview: {
        direction: last.direction,
        kind: last.kind,
        text: last.text,
        code: "",
        params: {},
        status: last.status,
        deleted: false,
      },
    }
    this.conversations.set(id, known)
    if (newer) {
      this.order.splice(this.order.indexOf(id), 1)
      this.order.unshift(id)
    }
    this.push({ conversations: [known], messages })
  }

  private push(change: Change): void {
    for (const stream of this.streams)
      stream.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`)
  }
}

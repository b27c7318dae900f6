import type { IncomingHttpHeaders, ServerResponse } from "node:http"

export interface Answer {
  status: number
  body?: unknown
  raw?: Buffer
  type?: string
}

/** A backend in memory that answers as /api/v1 does. */
export class MockBackend {
  async handle(
    method: string,
    url: URL,
    _body: Buffer,
    _headers: IncomingHttpHeaders,
  ): Promise<Answer> {
    if (method === "GET" && url.pathname === "/api/v1/me")
      return {
        status: 200,
        body: {
          user: { id: 1, email: "aoi@example.com", name: "山本 葵", language: "", verified: true },
          member: { id: 1, role: "admin", can_change_settings: true, available: true },
          workspace: { id: 1, name: "花工房", time_zone: "Asia/Tokyo" },
          workspaces: [{ id: 1, name: "花工房" }],
          sandbox: true,
          public_url: "http://127.0.0.1:8000",
          mail_to_files: true,
        },
      }
    return { status: 404, body: { code: "not_found", message: "", params: {} } }
  }

  stream(response: ServerResponse): void {
    response.writeHead(200, { "Content-Type": "text/event-stream" })
    response.write(`event: hello\ndata: {"at":"${new Date().toISOString()}"}\n\n`)
  }
}

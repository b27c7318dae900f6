import { vi } from "vitest"

/** A server for tests: `on("POST /conversations/1/messages", body => answer)`, and what was asked of it. */

export interface Asked {
  method: string
  path: string
  body: Record<string, unknown>
}

type Answer = { status?: number; body?: unknown } | "unreachable"
type Route = (asked: Asked) => Answer | Promise<Answer>

export class TestServer {
  readonly asked: Asked[] = []
  private readonly routes = new Map<string, Route>()

  constructor() {
    vi.stubGlobal("fetch", (url: string, init?: RequestInit) => this.answer(url, init))
  }

  on(route: string, answer: Route): this {
    this.routes.set(route, answer)
    return this
  }

  /** The bodies of all requests to a route. */
  bodies(route: string): Record<string, unknown>[] {
    return this.asked
      .filter(({ method, path }) => `${method} ${path}` === route)
      .map(({ body }) => body)
  }

  private async answer(url: string, init: RequestInit = {}): Promise<Response> {
    const path = url.replace(/^\/api\/v1/, "").replace(/\?.*/, "")
    const body = typeof init.body === "string" ? JSON.parse(init.body) : {}
    const asked = { method: init.method ?? "GET", path, body }
    this.asked.push(asked)
    const answer = await (this.routes.get(`${asked.method} ${path}`)?.(asked) ?? { status: 404 })
    if (answer === "unreachable") throw new TypeError("Failed to fetch")
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200 })
  }
}

export const problem = (code: string, params = {}): unknown => ({ code, message: "", params })

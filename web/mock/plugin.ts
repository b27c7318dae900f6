import type { IncomingMessage, ServerResponse } from "node:http"
import type { Connect, Plugin } from "vite"
import { MockBackend } from "./backend.ts"

/** `npm run mock`: the interface against a backend that lives in the dev server's memory. */
export function mockBackend(): Plugin {
  const backend = new MockBackend()
  const answer = (request: IncomingMessage, response: ServerResponse, next: Connect.NextFunction) =>
    void serve(backend, request, response, next)
  return {
    name: "kaiwa-mock-backend",
    configureServer: (server) => void server.middlewares.use(answer),
    configurePreviewServer: (server) => void server.middlewares.use(answer),
  }
}

async function serve(
  backend: MockBackend,
  request: IncomingMessage,
  response: ServerResponse,
  next: Connect.NextFunction,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://mock")
  if (!/^\/(api|_allauth|files|healthz)(\/|$)/.test(url.pathname)) return next()
  if (url.pathname === "/api/v1/stream") return backend.stream(response)
  const body = await bodyOf(request)
  const answer = await backend.handle(request.method ?? "GET", url, body, request.headers)
  response.writeHead(answer.status, { "Content-Type": answer.type ?? "application/json" })
  response.end(answer.raw ?? (answer.body === undefined ? "" : JSON.stringify(answer.body)))
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

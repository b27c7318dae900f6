import type { IncomingMessage } from "node:http"
import type { Plugin } from "vite"
import { MockBackend } from "./backend.ts"

/** `npm run mock`: the interface against a backend that lives in the dev server's memory. */
export function mockBackend(): Plugin {
  const backend = new MockBackend()
  return {
    name: "kaiwa-mock-backend",
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const url = new URL(request.url ?? "/", "http://mock")
        if (!/^\/(api|_allauth|files)\//.test(url.pathname)) return next()
        if (url.pathname === "/api/v1/stream") return backend.stream(response)
        const answer = await backend.handle(
          request.method ?? "GET",
          url,
          await bodyOf(request),
          request.headers,
        )
        response.writeHead(answer.status, { "Content-Type": answer.type ?? "application/json" })
        response.end(answer.raw ?? (answer.body === undefined ? "" : JSON.stringify(answer.body)))
      })
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

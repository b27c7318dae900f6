import { csrfToken } from "../api/client"
import { Announcer, type At } from "./announcer"
import { Stream, type StreamNews } from "./stream"

/** Joins the stream shared by all tabs, or opens one of our own where the browser has no shared workers. */
export interface Line {
  hurry(): void
  /** Colleagues are told that this tab is there; null: nowhere. */
  at(at: At | null): void
  close(): void
}

export function openLine(name: string, hear: (news: StreamNews) => void): Line {
  return typeof SharedWorker === "undefined" ? ownLine(hear) : sharedLine(name, hear)
}

/** `name` is of the member and the workspace: another one's tabs must not share the stream. */
function sharedLine(name: string, hear: (news: StreamNews) => void): Line {
  const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name })
  let own: Line | null = null
  worker.onerror = () => {
    own ??= ownLine(hear)
  }
  worker.port.onmessage = ({ data }) => hear(data as StreamNews)
  worker.port.start()
  const alive = setInterval(() => worker.port.postMessage("alive"), 15_000)
  const bye = () => worker.port.postMessage("bye")
  window.addEventListener("pagehide", bye)
  return {
    hurry: () => (own ? own.hurry() : worker.port.postMessage("hurry")),
    at: (at) => (own ? own.at(at) : worker.port.postMessage({ at, csrf: csrfToken() })),
    close() {
      clearInterval(alive)
      window.removeEventListener("pagehide", bye)
      bye()
      own?.close()
    },
  }
}

function ownLine(hear: (news: StreamNews) => void): Line {
  const announcer = new Announcer()
  const stream = new Stream((news) => {
    announcer.hear(news)
    hear(news)
  })
  stream.start()
  return {
    hurry: () => stream.hurry(),
    at: (at) => announcer.put("tab", at, csrfToken()),
    close: () => stream.stop(),
  }
}

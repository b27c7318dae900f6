import { Stream, type StreamNews } from "./stream"

/** Joins the stream shared by all tabs, or opens one of our own where the browser has no shared workers. */
export interface Line {
  hurry(): void
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
    close() {
      clearInterval(alive)
      window.removeEventListener("pagehide", bye)
      bye()
      own?.close()
    },
  }
}

function ownLine(hear: (news: StreamNews) => void): Line {
  const stream = new Stream(hear)
  stream.start()
  return { hurry: () => stream.hurry(), close: () => stream.stop() }
}

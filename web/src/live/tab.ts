import { csrfToken } from "../api/client"
import { recall, remember } from "../browser/storage"
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

/**
 * Opens the stream of who was here last while one still asks who is here now, so that the first questions need not
 * wait for it. Answers how to let go of it where it is somebody else, or nobody.
 */
export function openEarly(): () => void {
  const name = recall("stream", "")
  if (name === "" || typeof SharedWorker === "undefined") return () => undefined
  early = { name, worker: newWorker(name) }
  window.addEventListener("pagehide", dropEarly)
  return dropEarly
}

let early: { name: string; worker: SharedWorker } | null = null

function dropEarly(): void {
  early?.worker.port.postMessage("bye")
  early = null
}

/** The one that is open already, with all that it said: a port keeps that until somebody listens. */
function takeWorker(name: string): SharedWorker {
  const taken = early?.name === name ? early.worker : null
  if (taken) early = null
  else dropEarly()
  remember("stream", name)
  return taken ?? newWorker(name)
}

/** `name` is of the member and the workspace: another one's tabs must not share the stream. */
const newWorker = (name: string): SharedWorker =>
  new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name })

function sharedLine(name: string, hear: (news: StreamNews) => void): Line {
  const worker = takeWorker(name)
  let own: Line | null = null
  worker.onerror = () => {
    own ??= ownLine(hear)
  }
  worker.port.onmessage = ({ data }) => hear(data as StreamNews)
  worker.port.start()
  // One that was opened early and left alone for long was forgotten
  worker.port.postMessage("alive")
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

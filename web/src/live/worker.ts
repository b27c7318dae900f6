/// <reference lib="webworker" />
import { Announcer, type At } from "./announcer"
import { Stream, type StreamNews } from "./stream"

/** One stream for all tabs of one member: 30 open tabs cost the server as much as one. */

declare const self: SharedWorkerGlobalScope

type Said = "alive" | "bye" | "hurry" | { at: At | null; csrf: string }

const ports = new Map<MessagePort, number>()
const announcer = new Announcer()
let stream: Stream | null = null
let last: StreamNews | null = null

/** Ports give no sign when their tab dies, so tabs report every 15 s and are forgotten after 150 s of silence:
    browsers wake the timers of hidden tabs once a minute. */
const FORGOTTEN = 150_000

self.onconnect = ({ ports: [port] }) => {
  if (!port) return
  port.onmessage = ({ data }) => hear(port, data as Said)
  join(port)
}

/** A tab that comes back after being forgotten (a frozen one) is told `open` again and asks what it missed. */
function join(port: MessagePort): void {
  ports.set(port, Date.now())
  if (stream === null) {
    stream = new Stream(tellAll)
    stream.start()
  } else if (last !== null) {
    port.postMessage(last)
  }
}

function hear(port: MessagePort, said: Said): void {
  if (said === "bye") forget(port)
  else if (ports.has(port)) ports.set(port, Date.now())
  else join(port)
  if (said === "hurry") stream?.hurry()
  else if (typeof said === "object") announcer.put(port, said.at, said.csrf)
  forgetTheGone()
}

function forget(port: MessagePort): void {
  ports.delete(port)
  announcer.drop(port)
}

function forgetTheGone(): void {
  for (const [port, heard] of ports) if (Date.now() - heard > FORGOTTEN) forget(port)
  if (ports.size > 0) return
  stream?.stop()
  stream = null
  last = null
}

function tellAll(news: StreamNews): void {
  announcer.hear(news)
  // What the stream itself is, a tab that joins later has to know; all else it asks for
  if (news.type === "open" || news.type === "down" || news.type === "signed_out") last = news
  for (const port of ports.keys()) port.postMessage(news)
}

setInterval(forgetTheGone, 30_000)

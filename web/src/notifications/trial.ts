import { api } from "../api/client"
import { ApiError, type Params } from "../api/error"
import { newKey } from "../browser/key"
import { allow, canPush, permission, register, subscription, worker } from "./browser"

/** *Send me a test*: one step after the other, until one fails. */

export type Step =
  | "browser"
  | "permission"
  | "worker"
  | "subscription"
  | "service"
  | "shown"
  | "server"
export const desktopSteps: Step[] = [
  "browser",
  "permission",
  "worker",
  "subscription",
  "service",
  "shown",
]
export const mailSteps: Step[] = ["server"]

/** Why a step failed: a code of ours or of the server, worded as `notifications:failed.…`. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly params: Params = {},
  ) {
    super(code)
  }
}

const WORKER_STARTS = 10_000
const SUBSCRIBES = 20_000
const SHOWS = 20_000

/** `reach` hears each step as it begins. Throws Failure, or what an API call throws. */
export async function tryDesktop(serverKey: string, reach: (step: Step) => void): Promise<void> {
  reach("browser")
  if (permission() === "insecure") throw new Failure("insecure")
  if (permission() === "unsupported" || !canPush()) throw new Failure("unsupported")
  reach("permission")
  const allowed = await allow()
  if (allowed !== "granted") throw new Failure(allowed === "denied" ? "denied" : "dismissed")
  reach("worker")
  const registration = await within(WORKER_STARTS, worker(), "worker_failed")
  reach("subscription")
  const pushes = await within(SUBSCRIBES, subscription(registration, serverKey), "not_subscribed")
  await register(pushes)
  reach("service")
  const nonce = newKey()
  const shown = hearOf(nonce)
  try {
    await send("desktop", nonce)
    reach("shown")
    await within(SHOWS, shown.heard, "not_shown")
  } finally {
    shown.stop()
  }
}

export async function tryMail(reach: (step: Step) => void): Promise<void> {
  reach("server")
  await send("mail", newKey())
}

async function send(medium: "desktop" | "mail", nonce: string): Promise<void> {
  const body = { medium, nonce }
  const { code, params } = await api.post<{ code: string; params: Params }>(
    "/notifications/test",
    body,
  )
  if (code) throw new Failure(code, params)
}

/** The service worker says when it has shown it. */
function hearOf(nonce: string): { heard: Promise<void>; stop: () => void } {
  let stop: () => void = () => undefined
  const heard = new Promise<void>((resolve) => {
    const hear = ({ data }: MessageEvent) => {
      if (data?.type === "shown" && data.nonce === nonce) resolve()
    }
    navigator.serviceWorker.addEventListener("message", hear)
    stop = () => navigator.serviceWorker.removeEventListener("message", hear)
  })
  return { heard, stop }
}

async function within<T>(milliseconds: number, work: Promise<T>, code: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Failure(code)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    throw error instanceof Failure || error instanceof ApiError ? error : new Failure(code)
  } finally {
    clearTimeout(timer)
  }
}

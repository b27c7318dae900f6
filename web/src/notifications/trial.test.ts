import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { TestServer } from "../testing/server"
import { Failure, type Step, tryDesktop } from "./trial"

/** A browser whose push service takes and brings everything, unless a test says otherwise. */
let permission: NotificationPermission = "granted"
let brings = true
let server = new TestServer()
let reached: Step[] = []
let heard: (event: MessageEvent) => void = () => undefined

const subscription = {
  options: { applicationServerKey: new Uint8Array([1, 2, 3]).buffer },
  toJSON: () => ({ endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" } }),
}

beforeEach(() => {
  permission = "granted"
  brings = true
  reached = []
  vi.useFakeTimers()
  vi.stubGlobal("isSecureContext", true)
  vi.stubGlobal("Notification", {
    get permission() {
      return permission
    },
    requestPermission: async () => permission,
  })
  vi.stubGlobal("PushManager", class {})
  const registration = { pushManager: { getSubscription: async () => subscription } }
  vi.stubGlobal("navigator", {
    serviceWorker: {
      register: async () => registration,
      ready: Promise.resolve(registration),
      addEventListener: (_: string, hear: typeof heard) => {
        heard = hear
      },
      removeEventListener: () => undefined,
    },
  })
  server = new TestServer()
  server.on("PUT /notifications/browser", () => ({ body: { server_key: "AQID" } }))
  server.on("POST /notifications/test", ({ body }) => {
    const shown = { data: { type: "shown", nonce: body.nonce } } as MessageEvent
    if (brings) heard(shown)
    return { body: { code: "", params: {} } }
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const attempt = () => tryDesktop("AQID", (step) => reached.push(step))
const codeOf = async (work: Promise<void>) =>
  work.then(
    () => "",
    (error) => (error instanceof Failure ? error.code : String(error)),
  )

test("every step is walked, to the notification that is shown", async () => {
  await attempt()
  expect(reached).toEqual(["browser", "permission", "worker", "subscription", "service", "shown"])
  expect(server.bodies("PUT /notifications/browser")).toEqual([
    { endpoint: "https://push.example/1", public_key: "p", secret: "a" },
  ])
})

test("an address without HTTPS ends it at the first step", async () => {
  vi.stubGlobal("isSecureContext", false)
  expect(await codeOf(attempt())).toBe("insecure")
  expect(reached).toEqual(["browser"])
})

test("who blocked notifications is told so, and who closed the question too", async () => {
  permission = "denied"
  expect(await codeOf(attempt())).toBe("denied")
  permission = "default"
  expect(await codeOf(attempt())).toBe("dismissed")
})

test("what the push service answered the server is told", async () => {
  server.on("POST /notifications/test", () => ({
    body: { code: "push_refused", params: { status: 403 } },
  }))
  expect(await codeOf(attempt())).toBe("push_refused")
  expect(reached.at(-1)).toBe("service")
})

test("what is taken and never shown is told after twenty seconds", async () => {
  brings = false
  const told = codeOf(attempt())
  await vi.advanceTimersByTimeAsync(21_000)
  expect(await told).toBe("not_shown")
  expect(reached.at(-1)).toBe("shown")
})

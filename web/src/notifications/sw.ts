/// <reference lib="webworker" />

/** The service worker: shows what is pushed while no page is open, and leads a click to its conversation. */

declare const self: ServiceWorkerGlobalScope

/** What kaiwa/notifications sends. */
type Push =
  | {
      kind: "notice"
      /** Where a click leads; 0: to the inbox. */
      conversation: number
      /** A newer one takes the older one's place. */
      tag: string
      title: string
      body: string
      lang: string
    }
  | { kind: "test"; nonce: string; title: string; body: string; lang: string }

self.addEventListener("install", () => void self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))
self.addEventListener("push", (event) => {
  const push = event.data?.json() as Push | undefined
  if (push) event.waitUntil(show(push))
})
self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(lead((event.notification.data as { conversation?: number } | null)?.conversation))
})

async function show(push: Push): Promise<void> {
  const { title, body, lang } = push
  const common = { body, lang, icon: "/icon-192.png", renotify: true }
  if (push.kind === "test") {
    await self.registration.showNotification(title, { ...common, tag: "test", data: {} })
    for (const page of await pages()) page.postMessage({ type: "shown", nonce: push.nonce })
    return
  }
  const { conversation, tag } = push
  const options = { ...common, tag, data: { conversation } }
  await self.registration.showNotification(title, options)
}

/** To the tab that is there already, else to a new one. */
async function lead(conversation: number | undefined): Promise<void> {
  const open = await pages()
  const page = open.find(({ focused }) => focused) ?? open[0]
  if (!page) {
    await self.clients.openWindow(conversation ? `/conversations/${conversation}` : "/")
    return
  }
  if (conversation !== undefined) page.postMessage({ type: "open", conversation })
  await page.focus()
}

const pages = (): Promise<readonly WindowClient[]> =>
  self.clients.matchAll({ type: "window", includeUncontrolled: true })

// A module, so that its names are its own
export {}

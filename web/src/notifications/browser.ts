import { api } from "../api/client"

/** What this browser can do, and its subscription to pushes. */

export type Permission = "unsupported" | "insecure" | "default" | "denied" | "granted"

export function permission(): Permission {
  if (!window.isSecureContext) return "insecure"
  return "Notification" in window ? Notification.permission : "unsupported"
}

export const canPush = (): boolean => "serviceWorker" in navigator && "PushManager" in window

/** Asks, where nobody has answered yet. */
export async function allow(): Promise<Permission> {
  if (permission() === "default") await Notification.requestPermission()
  return permission()
}

/** The service worker, active. */
export async function worker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register("/sw.js")
  return navigator.serviceWorker.ready
}

/** The browser's own subscription, made where there is none for this key. */
export async function subscription(
  registration: ServiceWorkerRegistration,
  serverKey: string,
): Promise<PushSubscription> {
  const known = await registration.pushManager.getSubscription()
  if (known && keyOf(known) === serverKey) return known
  await known?.unsubscribe()
  return registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: serverKey,
  })
}

/** Whoever is signed in here takes its pushes from now on. Answers the key that the server sends with. */
export async function register(pushes: PushSubscription): Promise<string> {
  const { endpoint, keys } = pushes.toJSON()
  const body = { endpoint, public_key: keys?.p256dh, secret: keys?.auth }
  return (await api.put<{ server_key: string }>("/notifications/browser", body)).server_key
}

/** Everything that it takes, where notifications are allowed. */
export async function subscribe(serverKey: string): Promise<void> {
  await register(await subscription(await worker(), serverKey))
}

/** With each page: the subscription is this member's, and made with the server's key of today. */
export async function keepSubscribed(): Promise<void> {
  if (permission() !== "granted" || !canPush()) return
  try {
    const { server_key } = await api.get<{ server_key: string }>("/notifications")
    await subscribe(server_key)
  } catch {
    // Pages tell without it; where it ends, "Send me a test" says
  }
}

function keyOf(pushes: PushSubscription): string {
  const key = new Uint8Array(pushes.options.applicationServerKey ?? new ArrayBuffer(0))
  const text = btoa(String.fromCharCode(...key))
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}

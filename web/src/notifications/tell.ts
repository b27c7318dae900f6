import i18next from "i18next"
import { navigate } from "wouter/use-browser-location"
import { keepSubscribed, permission } from "./browser"
import { isLookedAt, sayWhatIsLookedAt } from "./looking"
import { type Notice, tagOf, wordNotice } from "./notice"

/**
 * Shows what the stream tells, while a page is open. Every tab hears it; the one that holds the lock shows it, so that
 * several tabs make one notification.
 */

/** Within a minute what comes of a conversation changes its notification, and makes no sound. */
const AGAIN = 60_000
const LEADER = "kaiwa-tells"

interface Shown {
  at: number
  last: string
  notification?: Notification
}

let leads = false
let users = 0
let stop: () => void = () => undefined
const shown = new Map<string, Shown>()

/** Begins with the first caller, ends with the last: a screen and the frame around it may both ask. */
export function startTelling(): () => void {
  // Without a secure origin there are neither locks nor notifications
  if (!("locks" in navigator) || permission() === "unsupported") return () => undefined
  users += 1
  if (users === 1) stop = begin()
  return () => {
    users -= 1
    if (users === 0) stop()
  }
}

export function tell(notices: Notice[]): void {
  if (leads && permission() === "granted")
    for (const notice of notices) void show(notice).catch(() => undefined)
}

/** A notification was clicked: this tab comes to the front with its conversation. */
export function open(conversation: number): void {
  window.focus()
  navigate(`/conversations/${conversation}`)
}

function begin(): () => void {
  const ended = new AbortController()
  const { signal } = ended
  void navigator.locks
    .request(
      LEADER,
      { signal },
      () =>
        new Promise<void>((resolve) => {
          leads = true
          signal.addEventListener("abort", () => resolve())
        }),
    )
    // Another tab had it all the time
    .catch(() => undefined)
    .finally(() => {
      leads = false
    })
  const silence = sayWhatIsLookedAt((conversation) => void takeBack(conversation))
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined
  worker?.addEventListener("message", hear)
  void keepSubscribed()
  return () => {
    ended.abort()
    silence()
    worker?.removeEventListener("message", hear)
  }
}

/** The service worker was clicked in, and found this tab. */
function hear({ data }: MessageEvent): void {
  if (data?.type === "open" && typeof data.conversation === "number") open(data.conversation)
}

async function show(notice: Notice): Promise<void> {
  const tag = tagOf(notice.conversation_id)
  const last = `${notice.event} ${notice.message_id}`
  const before = shown.get(tag)
  // Two screens of this tab may have heard it
  if (before?.last === last) return
  const again = !before || Date.now() - before.at > AGAIN
  const entry: Shown = { at: again ? Date.now() : before.at, last }
  shown.set(tag, entry)
  if (await isLookedAt(notice.conversation_id)) return
  const { title, body } = wordNotice(i18next.t, notice)
  const options = { body, tag, lang: i18next.language, icon: "/icon-192.png", renotify: again }
  try {
    entry.notification = new Notification(title, options)
    entry.notification.onclick = () => {
      entry.notification?.close()
      open(notice.conversation_id)
    }
  } catch {
    // Phones show what a service worker shows, and nothing else
    const data = { conversation: notice.conversation_id }
    const registration = await navigator.serviceWorker?.getRegistration()
    await registration?.showNotification(title, { ...options, data })
  }
}

/** Whoever looks at a conversation need not be told of it any more. */
async function takeBack(conversation: number): Promise<void> {
  const tag = tagOf(conversation)
  shown.get(tag)?.notification?.close()
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const notification of (await registration?.getNotifications({ tag })) ?? [])
    notification.close()
}

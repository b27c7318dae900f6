import i18next from "i18next"
import { navigate } from "wouter/use-browser-location"
import { keepSubscribed, permission } from "./browser"
import { isLookedAt, sayWhatIsLookedAt } from "./looking"
import { type Notice, tagOf, tagOfNotice, wordNotice } from "./notice"
import { keyOf, type Told, Untold } from "./untold"

/**
 * Shows what the stream tells, while a page is open. Every tab hears it; the one that holds the lock shows it and says
 * so to the others, so that several tabs make one notification. Whoever leads next shows what nobody has said so of.
 */

/** Within a minute what comes of a conversation changes its notification, and makes no sound. */
const AGAIN = 60_000
const LEADER = "kaiwa-tells"
/** What a tab said with its last breath has arrived by then. */
const SETTLES = 300

interface Shown {
  at: number
  notification?: Notification
}

const untold = new Untold()
let leads = false
let others: BroadcastChannel | undefined
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
  if (permission() !== "granted") return
  for (const notice of notices) untold.keep(notice)
  if (leads) showAll(notices)
}

function showAll(notices: Notice[]): void {
  for (const notice of notices) void show(notice).catch(() => undefined)
}

/** A notification was clicked: this tab comes to the front with its conversation; 0: with the inbox. */
export function open(conversation: number): void {
  window.focus()
  navigate(conversation ? `/conversations/${conversation}` : "/")
}

function begin(): () => void {
  const ended = new AbortController()
  const { signal } = ended
  others = new BroadcastChannel(LEADER)
  others.onmessage = ({ data }: MessageEvent<Told>) => {
    untold.settle(data.key)
    shown.set(data.tag, { at: data.at })
  }
  void navigator.locks
    .request(
      LEADER,
      { signal },
      () =>
        new Promise<void>((resolve) => {
          leads = true
          setTimeout(() => leads && showAll(untold.left()), SETTLES)
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
    others?.close()
    others = undefined
    silence()
    worker?.removeEventListener("message", hear)
  }
}

/** The service worker was clicked in, and found this tab. */
function hear({ data }: MessageEvent): void {
  if (data?.type === "open" && typeof data.conversation === "number") open(data.conversation)
}

async function show(notice: Notice): Promise<void> {
  if (!untold.take(notice)) return
  const tag = tagOfNotice(notice)
  const before = shown.get(tag)
  const again = !before || Date.now() - before.at > AGAIN
  const entry: Shown = { at: again ? Date.now() : before.at }
  shown.set(tag, entry)
  const needless = await isLookedAt(notice.conversation_id)
  // With nothing to wait for in between: it is shown and said, or neither
  others?.postMessage({ key: keyOf(notice), tag, at: entry.at } satisfies Told)
  if (needless) return
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

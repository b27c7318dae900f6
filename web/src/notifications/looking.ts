/**
 * Which conversation somebody is looking at, in any tab of this browser: each tab holds a lock named after it while
 * it has the focus. A lock ends with its tab, however that ends.
 */
const nameOf = (conversation: number): string => `kaiwa-looking-${conversation}`

/** Says so for this tab until the function it answers is called; `seen` hears of each conversation looked at. */
export function sayWhatIsLookedAt(seen: (conversation: number) => void): () => void {
  let at: number | null = null
  let release: () => void = () => undefined
  const look = () => {
    const now = lookedAt()
    if (now === at) return
    release()
    release = () => undefined
    at = now
    if (now === null) return
    seen(now)
    void navigator.locks.request(
      nameOf(now),
      { mode: "shared" },
      () =>
        new Promise<void>((resolve) => {
          if (at === now) release = resolve
          else resolve()
        }),
    )
  }
  // wouter says pushState and replaceState itself
  const moments = ["focus", "blur", "pushState", "replaceState", "popstate"]
  for (const moment of moments) window.addEventListener(moment, look)
  document.addEventListener("visibilitychange", look)
  look()
  return () => {
    for (const moment of moments) window.removeEventListener(moment, look)
    document.removeEventListener("visibilitychange", look)
    at = null
    release()
  }
}

export async function isLookedAt(conversation: number): Promise<boolean> {
  const { held } = await navigator.locks.query()
  return held?.some(({ name }) => name === nameOf(conversation)) ?? false
}

function lookedAt(): number | null {
  if (document.visibilityState !== "visible" || !document.hasFocus()) return null
  const open = /^\/conversations\/(\d+)/.exec(location.pathname)?.[1]
  return open ? Number(open) : null
}

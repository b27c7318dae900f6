/** Small values kept by the browser. A browser that forbids storage loses them, never the screen. */

export function recall<T>(name: string, fallback: T): T {
  try {
    const kept = localStorage.getItem(`kaiwa.${name}`)
    return kept === null ? fallback : (JSON.parse(kept) as T)
  } catch {
    return fallback
  }
}

export function remember(name: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`kaiwa.${name}`)
    else localStorage.setItem(`kaiwa.${name}`, JSON.stringify(value))
  } catch {
    // Full or forbidden: the value lives only until the page is left
  }
}

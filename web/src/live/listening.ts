/**
 * What was asked before the stream opened may have changed unheard, and would have to be asked again. So the first
 * questions wait for it; not for long, since where there is no stream the screen has to work all the same.
 */
const PATIENCE = 700

let ready: Promise<void> = Promise.resolve()
let release: (() => void) | null = null

export const listening = {
  /** A stream is being opened: questions wait for it from now on. */
  expect(): void {
    if (release) return
    ready = new Promise((resolve) => {
      const timer = setTimeout(() => listening.begin(), PATIENCE)
      release = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  },
  /** They wait no longer: it opened, or it does not. Answers whether they still waited. */
  begin(): boolean {
    const waited = release !== null
    release?.()
    release = null
    return waited
  },
  /** Resolves when one may ask, with the time by performance.now. */
  begun: (): Promise<number> => ready.then(() => performance.now()),
}

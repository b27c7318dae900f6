/** Short notices of what happened elsewhere on the screen. toast({ text }) from anywhere. */

export interface Toast {
  text: string
  tone?: "plain" | "red"
  action?: { label: string; run: () => void }
}

export interface ShownToast extends Toast {
  id: number
}

type Listener = () => void

let shown: ShownToast[] = []
let next = 1
const listeners = new Set<Listener>()

export function toast(notice: Toast): void {
  const id = next++
  change([...shown.slice(-2), { ...notice, id }])
  setTimeout(() => dismissToast(id), notice.action ? 8000 : 5000)
}

export function dismissToast(id: number): void {
  if (shown.some((notice) => notice.id === id)) change(shown.filter((notice) => notice.id !== id))
}

export const toasts = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: (): ShownToast[] => shown,
}

function change(to: ShownToast[]): void {
  shown = to
  for (const listener of listeners) listener()
}

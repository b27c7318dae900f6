import { useEffect } from "react"

/** The tab's title while this screen is open. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Kaiwa`
  }, [title])
}

import { useEffect } from "react"

/** Names the tab after what is open in it. */
export function useTitle(name: string | undefined): void {
  useEffect(() => {
    document.title = name ? `${name} · Kaiwa` : "Kaiwa"
  }, [name])
}

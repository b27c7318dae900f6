import { useEffect, useRef } from "react"
import { keepDraft } from "./drafts"
import type { Upload } from "./useUploads"

const PAUSE = 400

/** Keeps the draft after a pause in typing, and at once when the composer or the page is left. */
export function useKeptDraft(conversation: number, text: string, uploads: Upload[]): void {
  const latest = useRef({ text, uploads })
  latest.current = { text, uploads }
  useEffect(() => {
    const timer = setTimeout(() => save(conversation, text, uploads), PAUSE)
    return () => clearTimeout(timer)
  }, [conversation, text, uploads])
  useEffect(() => {
    const leave = () => save(conversation, latest.current.text, latest.current.uploads)
    window.addEventListener("pagehide", leave)
    return () => {
      window.removeEventListener("pagehide", leave)
      leave()
    }
  }, [conversation])
}

function save(conversation: number, text: string, uploads: Upload[]): void {
  keepDraft(conversation, {
    text,
    attachments: uploads.flatMap(({ attachment }) => attachment ?? []),
  })
}

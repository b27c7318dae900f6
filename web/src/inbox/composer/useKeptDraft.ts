import { useEffect, useRef } from "react"
import type { Draft } from "./drafts"
import { keepDraft } from "./drafts"
import type { Mode } from "./mode"
import type { Upload } from "./useUploads"

const PAUSE = 400

interface Begun {
  text: string
  uploads: Upload[]
  quote: Draft["quote"]
}

/** Keeps the draft after a pause in typing, and at once when the composer or the page is left. */
export function useKeptDraft(
  conversation: number,
  mode: Mode,
  { text, uploads, quote }: Begun,
): void {
  const latest = useRef({ text, uploads, quote })
  latest.current = { text, uploads, quote }
  useEffect(() => {
    const timer = setTimeout(() => save(conversation, mode, { text, uploads, quote }), PAUSE)
    return () => clearTimeout(timer)
  }, [conversation, mode, text, uploads, quote])
  useEffect(() => {
    const leave = () => save(conversation, mode, latest.current)
    window.addEventListener("pagehide", leave)
    return () => {
      window.removeEventListener("pagehide", leave)
      leave()
    }
  }, [conversation, mode])
}

function save(conversation: number, mode: Mode, { text, uploads, quote }: Begun): void {
  const attachments = uploads.flatMap(({ attachment }) => attachment ?? [])
  keepDraft(conversation, { text, attachments, quote }, mode)
}

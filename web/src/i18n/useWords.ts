import i18next, { type TFunction } from "i18next"
import { useSyncExternalStore } from "react"

function subscribe(listener: () => void): () => void {
  i18next.on("languageChanged", listener)
  return () => i18next.off("languageChanged", listener)
}

const language = (): string => i18next.language

/**
 * The words of the chosen language, for what is drawn by the hundred (rows, bubbles, times). react-i18next's
 * hook builds a wrapper per call: 200 calls were a third of the script time of opening a conversation.
 */
export function useWords(): { t: TFunction } {
  useSyncExternalStore(subscribe, language)
  return i18next
}

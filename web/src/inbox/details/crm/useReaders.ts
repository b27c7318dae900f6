import { useQuery } from "@tanstack/react-query"
import type { Panel, Reading } from "./types"
import { readersQuery } from "./usePanel"

export interface Readers {
  /** Whether it has to be said at all. */
  matters: boolean
  reading: Reading | undefined
  error: unknown
  /** Nobody can agree to what is not known yet. */
  waiting: boolean
  agreed: boolean
  retry: () => void
}

/** H-04: of a private channel, who will be able to read what goes into the record. */
export function useReaders(
  panel: Panel,
  asked: { kind: string; id?: string; visibility?: string },
  transcript: boolean,
): Readers {
  const matters = panel.private && transcript
  const { data, error, refetch } = useQuery({
    ...readersQuery(panel.conversation_id, asked),
    enabled: matters,
  })
  return {
    matters,
    reading: data,
    error,
    waiting: matters && !data,
    agreed: matters && data !== undefined,
    retry: () => void refetch(),
  }
}

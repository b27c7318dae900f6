/** Connecting several Pages: one call each, so that each shows how it fared and none waits for the others' errors. */

export type Fate = "waiting" | "busy" | "done" | { failed: string }
export type Progress = ReadonlyMap<string, Fate>

export interface Count {
  all: number
  settled: number
  done: number
  failed: number
}

/**
 * `connect` answers the code of what refused the Page, or null; what it throws ends the round, and the
 * Pages that were not reached wait no longer. `tell` hears of every step.
 */
export async function connectEach(
  ids: string[],
  connect: (id: string) => Promise<string | null>,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const progress = new Map<string, Fate>(ids.map((id) => [id, "waiting"]))
  const set = (id: string, fate: Fate) => {
    progress.set(id, fate)
    tell(new Map(progress))
  }
  for (const id of ids) {
    set(id, "busy")
    try {
      const code = await connect(id)
      set(id, code === null ? "done" : { failed: code })
    } catch (error) {
      for (const [other, fate] of progress) if (isOpen(fate)) progress.delete(other)
      tell(new Map(progress))
      throw error
    }
  }
  return progress
}

export function count(progress: Progress): Count {
  const fates = [...progress.values()]
  const done = fates.filter((fate) => fate === "done").length
  const failed = fates.filter((fate) => typeof fate === "object").length
  return { all: fates.length, settled: done + failed, done, failed }
}

function isOpen(fate: Fate): boolean {
  return fate === "waiting" || fate === "busy"
}

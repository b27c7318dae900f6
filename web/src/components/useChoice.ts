import { startTransition, useOptimistic } from "react"

/**
 * What is shown of a setting that is kept elsewhere, and how to choose another. The choice shows in the
 * frame of the click, so that no box unticks itself under the pointer, until `keep` has ended either way.
 * What went wrong is for `keep` to show.
 */
export function useChoice<T>(
  kept: T,
  keep: (chosen: T) => Promise<unknown>,
): [shown: T, choose: (chosen: T) => void] {
  const [shown, show] = useOptimistic(kept)
  const choose = (chosen: T) =>
    startTransition(async () => {
      show(chosen)
      await keep(chosen).catch(() => undefined)
    })
  return [shown, choose]
}

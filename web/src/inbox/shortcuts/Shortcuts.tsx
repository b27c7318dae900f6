import { lazy, Suspense } from "react"
import { useShortcuts } from "./useShortcuts"

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog"))

export function Shortcuts() {
  const { shown, hide } = useShortcuts()
  return shown ? (
    <Suspense>
      <ShortcutsDialog onClose={hide} />
    </Suspense>
  ) : null
}

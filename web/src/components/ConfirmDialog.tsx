import { lazy, Suspense, useState } from "react"
import type { Props } from "./ConfirmModal"

const ConfirmModal = lazy(() => import("./ConfirmModal"))

/** Asks before something is done; fetched when it is opened for the first time. */
export function ConfirmDialog(props: Props) {
  const [asked, setAsked] = useState(props.opened)
  if (props.opened && !asked) setAsked(true)
  return asked ? (
    <Suspense fallback={null}>
      <ConfirmModal {...props} />
    </Suspense>
  ) : null
}

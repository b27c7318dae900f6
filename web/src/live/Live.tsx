import { useLive } from "./useLive"

/** Once around all screens: whatever is shown, the caches stay true. */
export function Live() {
  useLive()
  return null
}

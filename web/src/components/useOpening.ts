import { useEffect, useState } from "react"

/** For a menu that is fetched in order to open: it opens once its button is there, to which closing gives the focus back. */
export function useOpening(): { opened: boolean; onChange: (opened: boolean) => void } {
  const [opened, onChange] = useState(false)
  useEffect(() => onChange(true), [])
  return { opened, onChange }
}

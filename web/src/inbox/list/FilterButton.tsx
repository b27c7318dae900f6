import { IconAdjustmentsHorizontal } from "@tabler/icons-react"
import { type ComponentProps, lazy, Suspense, useState } from "react"
import { useWords } from "../../i18n/useWords"
import classes from "./ListPane.module.css"
import { isNarrowed, useView } from "./view"

const load = () => import("./FilterMenu")
const FilterMenu = lazy(load)

/** What of the section is shown, and in which order; the menu is fetched when the pointer or the focus comes near. */
export function FilterButton() {
  const [asked, setAsked] = useState(false)
  const face = (
    <FilterFace
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    />
  )
  return asked ? (
    <Suspense fallback={face}>
      <FilterMenu target={<FilterFace autoFocus />} />
    </Suspense>
  ) : (
    face
  )
}

function FilterFace(props: ComponentProps<"button">) {
  const { t } = useWords()
  const view = useView()
  const changed = isNarrowed(view) || view.sort !== "newest"
  return (
    <button
      type="button"
      {...props}
      className={classes.tool}
      data-changed={changed}
      aria-label={t("list:filter")}
      title={t("list:filter")}
    >
      <IconAdjustmentsHorizontal size={18} stroke={1.6} />
    </button>
  )
}

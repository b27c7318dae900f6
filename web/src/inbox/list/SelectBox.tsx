import { useWords } from "../../i18n/useWords"
import classes from "./SelectBox.module.css"
import { selection, useSelection, useTicking } from "./selection"

/** Over the avatar of a row that is pointed at: ticks it, to be handled together with others. */
export function SelectBox({ id, name }: { id: number; name: string }) {
  const { t } = useWords()
  const shown = useTicking()
  return (
    <input
      type="checkbox"
      className={classes.box}
      aria-label={t("list:tick", { name })}
      checked={useSelection().has(id)}
      data-shown={shown}
      tabIndex={shown ? 0 : -1}
      onChange={() => selection.toggle(id)}
    />
  )
}

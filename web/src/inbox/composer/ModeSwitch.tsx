import { useWords } from "../../i18n/useWords"
import classes from "./Composer.module.css"
import { type Mode, switchTo, useMode } from "./mode"

const modes: Mode[] = ["reply", "note"]

/** Whether one writes to the customer or to colleagues. */
export function ModeSwitch({ conversation }: { conversation: number }) {
  const { t } = useWords()
  const mode = useMode(conversation)
  return (
    <div className={classes.modes} role="radiogroup" aria-label={t("composer:mode")}>
      {modes.map((each) => (
        // biome-ignore lint/a11y/useSemanticElements: drawn as one bar of two buttons
        <button
          key={each}
          type="button"
          role="radio"
          className={classes.mode}
          data-mode={each}
          aria-checked={mode === each}
          onClick={() => switchTo(conversation, each)}
        >
          {t(`composer:mode_${each}`)}
        </button>
      ))}
    </div>
  )
}

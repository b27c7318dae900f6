import classes from "./List.module.css"

interface Props<T extends string> {
  label: string
  chosen: T
  choices: { value: T; label: string }[]
  onChoose: (value: T) => void
}

/** One of a few, all of them to be seen. */
export function Tabs<T extends string>({ label, chosen, choices, onChoose }: Props<T>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws what buttons in a row do not need
    <div className={classes.tabs} role="group" aria-label={label}>
      {choices.map(({ value, label: word }) => (
        <button
          key={value}
          type="button"
          className={classes.tab}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {word}
        </button>
      ))}
    </div>
  )
}

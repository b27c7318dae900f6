import { IconSearch, IconX } from "@tabler/icons-react"
import { type KeyboardEvent, useRef, useState } from "react"
import { useWords } from "../../i18n/useWords"
import { sends } from "../composer/enter"
import classes from "./SearchField.module.css"
import { change, isScoped, search, useSearching } from "./searching"

const LONGEST = 200

/**
 * Where one types what one looks for. While an IME converts, what is in the field is no word yet: it is kept here,
 * and looked for when the conversion ends; the Enter that ends it opens nothing.
 */
export function SearchField({ count, open }: { count: number; open: (index: number) => void }) {
  const { t } = useWords()
  const searching = useSearching()
  const { query, active } = searching
  const leavable = query !== "" || isScoped(searching)
  const [converting, setConverting] = useState<string | null>(null)
  const composed = useRef(Number.NEGATIVE_INFINITY)
  const field = useRef<HTMLInputElement>(null)

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const { nativeEvent, key } = event
    if (nativeEvent.isComposing || nativeEvent.keyCode === 229) return
    if (key === "Escape") {
      event.preventDefault()
      if (leavable) return search.leave()
      return field.current?.blur()
    }
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault()
      const step = key === "ArrowDown" ? 1 : -1
      return change({ active: Math.max(-1, Math.min(count - 1, active + step)) })
    }
    if (sends(nativeEvent, composed.current) && count > 0) {
      event.preventDefault()
      open(Math.max(0, active))
    }
  }
  return (
    <search className={classes.search}>
      <div className={classes.box}>
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <input
          ref={field}
          data-search
          className={classes.input}
          value={converting ?? query}
          maxLength={LONGEST}
          placeholder={t("search:field")}
          aria-label={t("search:field")}
          role="combobox"
          aria-expanded={count > 0}
          aria-controls="search-results"
          aria-activedescendant={active >= 0 ? `found-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          onChange={(event) => {
            const { value } = event.currentTarget
            if (converting !== null) setConverting(value)
            else search.write(value)
          }}
          onCompositionStart={() => setConverting(query)}
          onCompositionEnd={(event) => {
            composed.current = event.nativeEvent.timeStamp
            setConverting(null)
            search.write(event.currentTarget.value)
          }}
          onKeyDown={press}
        />
        {leavable ? (
          <button
            type="button"
            className={classes.clear}
            title={t("search:clear")}
            aria-label={t("search:clear")}
            onClick={() => {
              search.leave()
              field.current?.focus()
            }}
          >
            <IconX size={16} stroke={1.8} aria-hidden />
          </button>
        ) : (
          <kbd className={classes.key} aria-hidden>
            /
          </kbd>
        )}
      </div>
    </search>
  )
}

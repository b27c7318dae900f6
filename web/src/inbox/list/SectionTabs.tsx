import { type KeyboardEvent, useRef } from "react"
import type { Counts } from "../../api/types"
import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import classes from "./SectionTabs.module.css"
import { selection } from "./selection"
import { useCounts } from "./useCounts"
import { changeView, SECTIONS, type Section, useView } from "./view"

/** Of closed ones no more are counted; beyond that it is said so. */
const MOST_CLOSED = 1000

/** Unassigned, mine, others', closed: each with how many there are, and a dot where something is unread (INB-17..24). */
export function SectionTabs() {
  const { t } = useWords()
  const { section } = useView()
  const { data: counts } = useCounts()
  const bar = useRef<HTMLDivElement>(null)
  const choose = (to: Section) => {
    if (to === section) return
    selection.clear()
    changeView({ section: to, assignee: null })
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = (SECTIONS.indexOf(section) + step + SECTIONS.length) % SECTIONS.length
    choose(SECTIONS[at] ?? section)
    bar.current?.querySelectorAll<HTMLElement>("[role=tab]")[at]?.focus()
  }
  return (
    <div
      ref={bar}
      className={classes.tabs}
      role="tablist"
      aria-label={t("list:sections")}
      onKeyDown={press}
    >
      {SECTIONS.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          className={classes.tab}
          aria-selected={each === section}
          aria-label={spoken(each)}
          tabIndex={each === section ? 0 : -1}
          title={t(`list:section.${each}`)}
          data-section={each}
          onClick={() => choose(each)}
        >
          <span className={classes.word}>
            {t(`list:section_short.${each}`)}
            {counts && counts[each].unread > 0 && <span className={classes.dot} />}
          </span>
          <span className={classes.count}>{counts && shown(each, counts)}</span>
        </button>
      ))}
    </div>
  )

  function spoken(each: Section): string {
    const name = t(`list:section.${each}`)
    if (!counts) return name
    const unread = counts[each].unread
    const of = t("list:section_count", { name, shown: shown(each, counts) })
    return unread > 0 ? t("list:section_unread", { of, shown: formatNumber(unread) }) : of
  }
}

function shown(section: Section, counts: Counts): string {
  const { conversations } = counts[section]
  if (section === "closed" && conversations >= MOST_CLOSED)
    return `${formatNumber(MOST_CLOSED - 1)}+`
  return formatNumber(conversations)
}

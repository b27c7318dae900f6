import { IconKeyboard } from "@tabler/icons-react"
import { lazy, Suspense } from "react"
import { Link } from "wouter"
import { ErrorState } from "../../components/ErrorState"
import { useWords } from "../../i18n/useWords"
import { Bell } from "../../notifications/Bell"
import { Search } from "../search/Search"
import { useShortcuts } from "../shortcuts/useShortcuts"
import { AvailabilityButton } from "./AvailabilityButton"
import { ChannelBanner } from "./ChannelBanner"
import { useFromLeads } from "./cameFrom"
import { useClosing } from "./closing"
import { EmptySection } from "./EmptySection"
import { FilterButton } from "./FilterButton"
import { FilterChips } from "./FilterChips"
import classes from "./ListPane.module.css"
import { RowList } from "./RowList"
import { SectionTabs } from "./SectionTabs"
import { SkeletonRows } from "./SkeletonRows"
import { useTicking } from "./selection"
import { useRows } from "./useRows"
import { useTidyList } from "./useTidyList"

const SelectionBar = lazy(() => import("./SelectionBar"))

/** The left pane: the conversations of a section. */
export function ListPane({ openId }: { openId: number | null }) {
  const { t } = useWords()
  const { show } = useShortcuts()
  const ticking = useTicking()
  const fromLeads = useFromLeads()
  return (
    <section className={classes.pane} aria-label={t("list:title")}>
      <header className={classes.head}>
        <div className={classes.name}>
          {fromLeads && (
            <p className={classes.crumb}>
              <Link href="/leads">{t("list:from.leads")}</Link> › {t("list:from.integrations")} ›
            </p>
          )}
          <h1 className={classes.title}>{t("list:title")}</h1>
        </div>
        <span className={classes.space} />
        <AvailabilityButton />
        <FilterButton />
        <Bell />
        <button
          type="button"
          className={`${classes.tool} ${classes.keys}`}
          onClick={show}
          title={t("list:shortcuts")}
          aria-label={t("list:shortcuts")}
        >
          <IconKeyboard size={18} stroke={1.6} />
        </button>
      </header>
      <Search openId={openId}>
        <ChannelBanner />
        <SectionTabs />
        <FilterChips />
        <Rows openId={openId} />
        {ticking && (
          <Suspense>
            <SelectionBar />
          </Suspense>
        )}
      </Search>
    </section>
  )
}

function Rows({ openId }: { openId: number | null }) {
  const { t } = useWords()
  useTidyList(openId)
  const { data: rows, error, refetch } = useRows()
  useClosing(rows)
  if (!rows && error)
    return <ErrorState title={t("list:not_loaded")} error={error} retry={() => void refetch()} />
  if (!rows) return <SkeletonRows />
  if (rows.items.length === 0) return <EmptySection />
  return <RowList rows={rows} openId={openId} />
}

import { Button } from "@mantine/core"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ErrorState } from "../components/ErrorState"
import { Skeleton } from "../components/Skeleton"
import { useFeed } from "../crm/queries"
import { Tabs } from "../crm/Tabs"
import type { Kind } from "../crm/types"
import classes from "./Feed.module.css"
import { FeedRow } from "./FeedRow"
import { Planned } from "./Planned"
import { Writing } from "./Writing"

const filters = ["", "note", "chat", "activity", "file", "change"] as const
type Filter = (typeof filters)[number]

const filterWords: Record<Filter, string> = {
  "": "crm:feed.only.all",
  note: "crm:feed.only.note",
  chat: "crm:feed.only.chat",
  activity: "activities:only_activity",
  file: "activities:only_file",
  change: "crm:feed.only.change",
}

interface Props {
  kind: Kind
  id: number
  /** What is put away is only read. */
  writable: boolean
}

/** Everything that was noted, said and changed, the newest on top; new notes are written above it. */
export function Feed({ kind, id, writable }: Props) {
  const { t } = useTranslation()
  const [only, choose] = useState<Filter>("")
  const feed = useFeed(kind, id, only)
  const items = feed.data?.pages.flatMap((page) => page.items)
  return (
    <section className={classes.feed} aria-label={t("crm:feed.title")}>
      {writable && <Writing kind={kind} id={id} />}
      <Planned kind={kind} id={id} writable={writable} />
      <Tabs
        label={t("crm:feed.filter")}
        chosen={only}
        choices={filters.map((value) => ({ value, label: t(filterWords[value]) }))}
        onChoose={choose}
      />
      {items ? (
        items.length > 0 ? (
          <ol className={classes.items}>
            {items.map((item) => (
              <FeedRow key={item.id} item={item} writable={writable} />
            ))}
          </ol>
        ) : (
          <p className={classes.none}>{t("crm:feed.none")}</p>
        )
      ) : feed.error ? (
        <ErrorState
          title={t("crm:feed.not_loaded")}
          error={feed.error}
          retry={() => void feed.refetch()}
        />
      ) : (
        <div className={classes.items}>
          {[1, 2, 3].map((row) => (
            <Skeleton key={row} height={56} />
          ))}
        </div>
      )}
      {feed.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={feed.isFetchingNextPage}
          onClick={() => void feed.fetchNextPage()}
        >
          {t("crm:feed.older")}
        </Button>
      )}
    </section>
  )
}

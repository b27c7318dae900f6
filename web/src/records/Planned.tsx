import { useTranslation } from "react-i18next"
import { useFeed } from "../crm/queries"
import type { Kind } from "../crm/types"
import classes from "./Feed.module.css"
import { FeedRow } from "./FeedRow"

interface Props {
  kind: Kind
  id: number
  writable: boolean
}

/** What is to be done on a record, the soonest first: above what happened, until it is ticked. */
export function Planned({ kind, id, writable }: Props) {
  const { t } = useTranslation()
  const { data } = useFeed(kind, id, "planned")
  const items = data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <ol className={classes.items} aria-label={t("activities:planned")}>
      {items.toReversed().map((item) => (
        <FeedRow key={item.id} item={item} writable={writable} />
      ))}
    </ol>
  )
}

import { IconKeyboard } from "@tabler/icons-react"
import { ErrorState } from "../../components/ErrorState"
import { useWords } from "../../i18n/useWords"
import { useShortcuts } from "../shortcuts/useShortcuts"
import { ChannelBanner } from "./ChannelBanner"
import { EmptyInbox } from "./EmptyInbox"
import classes from "./ListPane.module.css"
import { RowList } from "./RowList"
import { SkeletonRows } from "./SkeletonRows"
import { useRows } from "./useRows"

/** The left pane: every conversation, newest first. */
export function ListPane({ openId }: { openId: number | null }) {
  const { t } = useWords()
  const { show } = useShortcuts()
  return (
    <section className={classes.pane} aria-label={t("list:title")}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t("list:title")}</h1>
        <button
          type="button"
          className={classes.keys}
          onClick={show}
          title={t("list:shortcuts")}
          aria-label={t("list:shortcuts")}
        >
          <IconKeyboard size={18} stroke={1.6} />
        </button>
      </header>
      <ChannelBanner />
      <Rows openId={openId} />
    </section>
  )
}

function Rows({ openId }: { openId: number | null }) {
  const { t } = useWords()
  const { data: rows, error, refetch } = useRows()
  if (!rows && error)
    return <ErrorState title={t("list:not_loaded")} error={error} retry={() => void refetch()} />
  if (!rows) return <SkeletonRows />
  if (rows.items.length === 0) return <EmptyInbox />
  return <RowList rows={rows} openId={openId} />
}

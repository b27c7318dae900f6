import { Button } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { Notice } from "../../components/Notice"
import { Time } from "../../components/Time"
import { wordError } from "../../i18n/codes"
import { providersQuery } from "../queries"
import classes from "./Audit.module.css"
import { type Entry, wordEntry } from "./wordEntry"

interface Props {
  entries: Entry[]
  filtered: boolean
  more: boolean
  loading: boolean
  failed: unknown
  loadMore: () => void
}

/** The entries, newest first. Older ones come as their end is scrolled to. */
export function EntryList({ entries, filtered, more, loading, failed, loadMore }: Props) {
  const { t } = useTranslation()
  const labels = useLabels()
  if (entries.length === 0) return <p className={classes.none}>{t("audit:none")}</p>
  return (
    <>
      <ol className={classes.list} aria-label={t("audit:list")} aria-busy={loading}>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <Time at={entry.at} as="full" className={classes.at} />
            <span className={classes.actor}>
              <ActorName actor={entry.actor} />
            </span>
            <span className={classes.did}>{wordEntry(t, entry, labels)}</span>
          </li>
        ))}
      </ol>
      {failed ? <Notice tone="red">{wordError(t, failed)}</Notice> : null}
      {more ? (
        <More loading={loading} stopped={failed !== null} loadMore={loadMore} />
      ) : (
        !filtered && <p className={classes.end}>{t("audit:end")}</p>
      )}
    </>
  )
}

function ActorName({ actor }: { actor: Entry["actor"] }) {
  const { t } = useTranslation()
  if (actor === null) return t("audit:kaiwa")
  if (actor.id !== null) return actor.name
  return (
    <>
      {actor.name} <span className={classes.former}>{t("audit:former")}</span>
    </>
  )
}

/** A button that presses itself when it comes near the screen, until a page failed. */
function More({
  loading,
  stopped,
  loadMore,
}: {
  loading: boolean
  stopped: boolean
  loadMore: () => void
}) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (loading || stopped || !button.current) return
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) loadMore()
      },
      { rootMargin: "600px" },
    )
    watch.observe(button.current)
    return () => watch.disconnect()
  }, [loading, stopped, loadMore])
  return (
    <Button
      ref={button}
      className={classes.more}
      variant="default"
      loading={loading}
      onClick={loadMore}
    >
      {t("audit:more")}
    </Button>
  )
}

function useLabels(): Record<string, string> {
  const { data } = useQuery(providersQuery)
  return Object.fromEntries((data ?? []).map(({ name, label }) => [name, label]))
}

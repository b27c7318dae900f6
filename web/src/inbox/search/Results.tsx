import { useEffect, useLayoutEffect, useRef } from "react"
import { ErrorState } from "../../components/ErrorState"
import { Notice } from "../../components/Notice"
import { Spinner } from "../../components/Spinner"
import { wordError } from "../../i18n/codes"
import { formatNumber } from "../../i18n/format"
import { useWords } from "../../i18n/useWords"
import { SkeletonRows } from "../list/SkeletonRows"
import { FoundContactRow, FoundMessageRow } from "./FoundRows"
import classes from "./Results.module.css"
import { change, search, useSearching } from "./searching"
import type { Results as Found } from "./useResults"

interface Props {
  results: Found
  openId: number | null
  open: (index: number) => void
}

/** What was found: people, then messages, the newest first. */
export function Results({ results, openId, open }: Props) {
  const { t } = useWords()
  const { contacts, messages, unindexed, looking, behind, isError, error, refetch } = results
  const { query } = useSearching()
  if (isError && contacts.length + messages.length === 0)
    return <ErrorState title={t("search:not_done")} error={error} retry={() => void refetch()} />
  if (results.isPending) return <SkeletonRows />
  const nothing = contacts.length + messages.length === 0 && !looking && !behind
  return (
    <Scrolled busy={behind}>
      <p className="visually-hidden" role="status">
        {!behind && !looking && t("search:found", { count: contacts.length + messages.length })}
      </p>
      {unindexed !== null && (
        <div className={classes.notice}>
          <Notice>
            {t("search:unindexed", { count: unindexed, shown: formatNumber(unindexed) })}
          </Notice>
        </div>
      )}
      {nothing && (
        <div className={classes.nothing}>
          <strong>{t("search:nothing", { query: query.trim() })}</strong>
          <span>{t("search:nothing_text")}</span>
        </div>
      )}
      <div id="search-results" role="listbox" aria-label={t("search:results")}>
        <Contacts results={results} openId={openId} open={open} />
        {messages.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div role="group" aria-labelledby="found-messages">
            <h2 role="presentation" id="found-messages" className={classes.title}>
              {t("search:messages")}
            </h2>
            {messages.map((hit, index) => (
              <FoundMessageRow key={hit.id} hit={hit} index={contacts.length + index} open={open} />
            ))}
          </div>
        )}
      </div>
      <More results={results} />
    </Scrolled>
  )
}

function Contacts({ results, openId, open }: Props) {
  const { t } = useWords()
  const { contacts, moreContacts } = results
  const { allContacts } = useSearching()
  if (contacts.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
    <div role="group" aria-labelledby="found-contacts">
      <h2 role="presentation" id="found-contacts" className={classes.title}>
        {t("search:contacts")}
        {moreContacts && !allContacts && (
          <button
            type="button"
            className={classes.all}
            onClick={() => change({ allContacts: true })}
          >
            {t("search:more_contacts")}
          </button>
        )}
      </h2>
      {contacts.map((hit, index) => (
        <FoundContactRow
          key={hit.conversation.id}
          hit={hit}
          index={index}
          opened={hit.conversation.id === openId}
          open={open}
        />
      ))}
    </div>
  )
}

/** The lower end: more on request of the eye, how far back one is while nothing was found yet, or what kept it. */
function More({ results }: { results: Found }) {
  const { t } = useWords()
  const edge = useRef<HTMLDivElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, error, looking, messages } =
    results
  const ready = hasNextPage && !isFetchingNextPage && !isError && messages.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more found, the edge is looked at anew
  useEffect(() => {
    if (!ready || !edge.current) return
    const look = (seen: IntersectionObserverEntry[]) =>
      void (seen.at(-1)?.isIntersecting && fetchNextPage())
    const observer = new IntersectionObserver(look, { rootMargin: "0px 0px 400px 0px" })
    observer.observe(edge.current)
    return () => observer.disconnect()
  }, [ready, messages.length, fetchNextPage])
  return (
    <div ref={edge} className={classes.more}>
      {isError ? (
        <>
          <span role="alert">{wordError(t, error)}</span>
          <button type="button" onClick={() => void fetchNextPage()}>
            {t("common:try_again")}
          </button>
        </>
      ) : isFetchingNextPage || looking ? (
        <>
          <Spinner label={t("common:loading")} />
          {looking && <span>{t("search:further_back")}</span>}
        </>
      ) : (
        messages.length > 0 && !hasNextPage && <span>{t("search:end")}</span>
      )}
    </div>
  )
}

/** Coming back to the results, one is where one was; a result walked to by keys comes into view. */
function Scrolled({ busy, children }: { busy: boolean; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const { active, query } = useSearching()
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = search.now().scrolled
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin at the top
  useLayoutEffect(() => {
    if (box.current && search.now().scrolled === 0) box.current.scrollTop = 0
  }, [query])
  useEffect(() => {
    if (active >= 0)
      document.getElementById(`found-${active}`)?.scrollIntoView({ block: "nearest" })
  }, [active])
  return (
    <div
      ref={box}
      className={classes.box}
      data-busy={busy}
      aria-busy={busy}
      data-testid="search-results"
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget
        // Noted without drawing anything anew
        search.now().scrolled = scrollTop
      }}
    >
      {children}
    </div>
  )
}

import { lazy, Suspense, startTransition, useEffect, useMemo, useRef, useState } from "react"
import type { Attachment, Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { decides, useOutgoing } from "../composer/outbox"
import { contactName } from "../contactName"
import { useChannel } from "../useChannels"
import { FreshContext, ThreadActionsContext } from "./actions"
import { JumpToNewest } from "./JumpToNewest"
import { Lines } from "./Lines"
import { buildLines } from "./lines"
import type { Thread } from "./messages"
import { NewArrivals } from "./NewArrivals"
import { NewerEdge } from "./NewerEdge"
import { OlderEdge } from "./OlderEdge"
import { OutgoingRun } from "./OutgoingRun"
import classes from "./Scroller.module.css"
import { useSeen } from "./seen"
import { useAtBottom } from "./useAtBottom"
import { useFresh } from "./useFresh"
import { useJump } from "./useJump"
import { useKeptPosition } from "./useKeptPosition"
import { useMarkRead } from "./useMarkRead"
import { useNewLine } from "./useNewLine"
import type { Place } from "./usePlace"
import { type Edge, useForgetOlder } from "./useThread"

/** Lines of a thread that fill an ordinary screen. */
const SCREENFUL = 10

const Viewer = lazy(() => import("./media/Viewer"))

interface Props {
  conversation: Conversation
  thread: Thread
  place: Place
  older: Edge
  /** The way on to what is newer, where the thread does not reach to its end. */
  newer: Edge | null
}

/**
 * The messages. The box is laid out from its lower end (column-reverse), so it opens there without script
 * and what is added above moves nothing; useKeptPosition answers for what changes below.
 */
export function Scroller({ conversation, thread, place, older, newer }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const outgoing = useOutgoing(conversation.id)
  // Those wait above the composer for their writer to decide
  const shown = useMemo(() => outgoing.filter((item) => !decides(item)), [outgoing])
  const hasNewer = thread.hasNewer === true
  const atBottom = useAtBottom(box) && !hasNewer
  const firstUnread = useNewLine(conversation, atBottom)
  const lines = useMemo(() => buildLines(thread.items, firstUnread), [thread.items, firstUnread])
  const whole = useWhole()
  useKeptPosition(box, hasNewer)
  useForgetOlder(conversation.id)
  useMarkRead(conversation, thread, atBottom)
  useSeen(conversation.id, thread, atBottom)
  const [viewed, setViewed] = useState<number | null>(null)
  const drawn = whole || place.message !== null ? lines : lines.slice(-SCREENFUL)
  const jumpTo = useJump(box, thread, place, drawn)
  useWriting(outgoing.length, hasNewer ? place.toNewest : null)
  const able = useChannel(conversation.channel.id)?.capabilities.quotes ?? false
  const quotes = able && !conversation.composer.locked
  const actions = useMemo(
    () => ({ jumpTo, view: setViewed, found: place.found, quotes }),
    [jumpTo, place.found, quotes],
  )
  const fresh = useFresh(outgoing, thread, jumpTo)
  const name = contactName(conversation)
  return (
    <div className={classes.frame}>
      <section
        ref={box}
        className={classes.box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t("thread:messages", { name })}
        data-testid="thread"
      >
        <div className={classes.column}>
          {whole && (
            <OlderEdge
              box={box}
              count={thread.items.length}
              hasMore={thread.hasMore}
              older={older}
            />
          )}
          <ThreadActionsContext value={actions}>
            <FreshContext value={fresh}>
              <Lines lines={drawn} name={name} picture={conversation.contact.picture_url} />
            </FreshContext>
            <OutgoingRun items={shown} conversation={conversation.id} />
          </ThreadActionsContext>
          {newer && hasNewer && <NewerEdge box={box} count={thread.items.length} newer={newer} />}
        </div>
      </section>
      <JumpToNewest
        box={box}
        items={thread.items}
        atBottom={atBottom}
        away={hasNewer ? { unread: conversation.unread, leave: place.toNewest } : null}
      />
      {!hasNewer && <NewArrivals items={thread.items} name={name} />}
      {viewed !== null && (
        <Suspense>
          <Viewer
            pictures={picturesOf(thread)}
            open={viewed}
            onOpen={setViewed}
            onClose={() => setViewed(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** Whoever writes while they read far up is shown what they write. */
function useWriting(count: number, toNewest: (() => void) | null): void {
  const before = useRef(count)
  useEffect(() => {
    if (count > before.current) toNewest?.()
    before.current = count
  }, [count, toNewest])
}

/** The screenful at the lower end is drawn at once, so that j and k are instant; what is above it right after. */
function useWhole(): boolean {
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setWhole(true)))
    return () => cancelAnimationFrame(frame)
  }, [])
  return whole
}

function picturesOf(thread: Thread): Attachment[] {
  return thread.items.flatMap(({ attachments }) =>
    attachments.filter(({ kind, url }) => kind === "image" && url),
  )
}

import { lazy, Suspense, startTransition, useEffect, useMemo, useRef, useState } from "react"
import type { Attachment, Conversation } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import { decides, useOutgoing } from "../composer/outbox"
import { contactName } from "../contactName"
import { ThreadActionsContext } from "./actions"
import { JumpToNewest } from "./JumpToNewest"
import { Lines } from "./Lines"
import { buildLines } from "./lines"
import type { Thread } from "./messages"
import { NewArrivals } from "./NewArrivals"
import { OlderEdge } from "./OlderEdge"
import { OutgoingRun } from "./OutgoingRun"
import classes from "./Scroller.module.css"
import { useAtBottom } from "./useAtBottom"
import { useJump } from "./useJump"
import { useKeptPosition } from "./useKeptPosition"
import { useMarkRead } from "./useMarkRead"
import { useNewLine } from "./useNewLine"
import { useForgetOlder } from "./useThread"

/** Lines of a thread that fill an ordinary screen. */
const SCREENFUL = 10

const Viewer = lazy(() => import("./media/Viewer"))

interface Props {
  conversation: Conversation
  thread: Thread
  older: { loading: boolean; error: unknown }
  loadOlder: () => Promise<void>
}

/**
 * The messages. The box is laid out from its lower end (column-reverse), so it opens there without script
 * and what is added above moves nothing; useKeptPosition answers for what changes below.
 */
export function Scroller({ conversation, thread, older, loadOlder }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const outgoing = useOutgoing(conversation.id)
  // Those wait above the composer for their writer to decide
  const shown = useMemo(() => outgoing.filter((item) => !decides(item)), [outgoing])
  const atBottom = useAtBottom(box)
  const firstUnread = useNewLine(conversation, atBottom)
  const lines = useMemo(() => buildLines(thread.items, firstUnread), [thread.items, firstUnread])
  const whole = useWhole()
  useKeptPosition(box)
  useForgetOlder(conversation.id)
  useMarkRead(conversation, thread, atBottom)
  const [viewed, setViewed] = useState<number | null>(null)
  const drawn = whole ? lines : lines.slice(-SCREENFUL)
  const jumpTo = useJump(box, conversation.id, loadOlder, drawn)
  const actions = useMemo(() => ({ jumpTo, view: setViewed }), [jumpTo])
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
              load={loadOlder}
            />
          )}
          <ThreadActionsContext value={actions}>
            <Lines lines={drawn} name={name} picture={conversation.contact.picture_url} />
            <OutgoingRun items={shown} conversation={conversation.id} />
          </ThreadActionsContext>
        </div>
      </section>
      <JumpToNewest box={box} items={thread.items} atBottom={atBottom} />
      <NewArrivals items={thread.items} name={name} />
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

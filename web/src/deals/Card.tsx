import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"
import { IconDots, IconLock } from "@tabler/icons-react"
import { memo, useEffect, useRef, useState } from "react"
import { Link } from "wouter"
import { Time } from "../components/Time"
import { formatMoney } from "../crm/money"
import { Owner } from "../crm/Owner"
import type { DealCard } from "../crm/types"
import { useWords } from "../i18n/useWords"
import classes from "./Card.module.css"

interface Props {
  deal: DealCard
  /** Of all cards Tab leads to one; arrows lead on from there. */
  reachable: boolean
  /** Carried by keyboard. */
  held: boolean
  /** How it is moved by keyboard, for who cannot see it. */
  hint: string
  onAsk: (deal: DealCard) => void
}

/** One deal on the board: what it is, whose, how much, since when it stands there. */
export const Card = memo(function Card({ deal, reachable, held, hint, onAsk }: Props) {
  const { t } = useWords()
  const link = useRef<HTMLAnchorElement>(null)
  const [dragged, setDragged] = useState(false)
  useEffect(() => {
    const element = link.current
    if (!element) return
    return draggable({
      element,
      getInitialData: () => ({ deal }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [deal])
  const whose = [deal.person?.name, deal.organization?.name].filter(Boolean).join(" · ")
  return (
    <article className={classes.card} data-dragged={dragged} data-held={held}>
      <Link
        ref={link}
        href={`/deals/${deal.id}`}
        className={classes.link}
        data-deal={deal.id}
        tabIndex={reachable ? 0 : -1}
        aria-roledescription={t("board:card")}
        aria-describedby={hint}
      >
        <span className={classes.title}>{deal.title}</span>
        {whose && <span className={classes.whose}>{whose}</span>}
        <span className={classes.foot}>
          <span className={classes.value}>
            {deal.value !== null && formatMoney(deal.value, deal.currency)}
          </span>
          {deal.visibility === "owner" && (
            <span className={classes.lock} title={t("board:private")}>
              <IconLock size={14} aria-hidden />
              <span className="visually-hidden">{t("board:private")}</span>
            </span>
          )}
          <Time at={deal.entered_at} className={classes.time} />
          <Owner owner={deal.owner} />
        </span>
      </Link>
      <button
        type="button"
        className={classes.more}
        tabIndex={reachable ? 0 : -1}
        aria-label={t("board:move_named", { title: deal.title })}
        title={t("board:move")}
        onClick={() => onAsk(deal)}
      >
        <IconDots size={16} aria-hidden />
      </button>
    </article>
  )
})

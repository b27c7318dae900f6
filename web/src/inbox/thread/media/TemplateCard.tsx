import type { Attachment } from "../../../api/types"
import { useWords } from "../../../i18n/useWords"
import { webAddress } from "./LinkCard"
import classes from "./Media.module.css"

interface Card {
  title: string
  subtitle: string
  link: string
}

/** A card that an app or a shop put into the conversation: its texts, its link, and what its buttons said. */
export function TemplateCard({ attachment }: { attachment: Attachment }) {
  const { t } = useWords()
  const { cards, buttons } = attachment.params as { cards?: Card[]; buttons?: string[] }
  const shown = cards?.length
    ? cards
    : [{ title: attachment.title || t("list:kind.template"), subtitle: "", link: attachment.link }]
  return (
    <div className={classes.template}>
      {shown.map((card) => (
        <OneCard key={`${card.title} ${card.link}`} card={card} />
      ))}
      {buttons?.map((button) => (
        <span key={button} className={classes.button}>
          {button}
        </span>
      ))}
    </div>
  )
}

function OneCard({ card }: { card: Card }) {
  const href = webAddress(card.link)
  return (
    <div className={classes.card}>
      <span className={classes.name}>{card.title}</span>
      {card.subtitle && <span className={classes.meta}>{card.subtitle}</span>}
      {href && (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {new URL(href).host}
        </a>
      )}
    </div>
  )
}

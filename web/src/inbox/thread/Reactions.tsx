import type { Message } from "../../api/types"
import { useWords } from "../../i18n/useWords"
import classes from "./Reactions.module.css"

/** A 👍 to "Friday at 2?" is an answer, so reactions are as visible as text. */
export function Reactions({ reactions }: { reactions: Message["reactions"] }) {
  const { t } = useWords()
  const byEmoji = new Map<string, Message["reactions"]>()
  for (const reaction of reactions)
    byEmoji.set(reaction.emoji, [...(byEmoji.get(reaction.emoji) ?? []), reaction])
  return (
    <div className={classes.reactions}>
      {[...byEmoji].map(([emoji, given]) => {
        const words = given.map(({ by }) => t(`thread:reaction_by.${by}`)).join(", ")
        return (
          <span key={emoji} className={classes.reaction} title={words}>
            {emoji}
            {given.length > 1 && <span className="tabular">{given.length}</span>}
            <span className="visually-hidden">{words}</span>
          </span>
        )
      })}
    </div>
  )
}
